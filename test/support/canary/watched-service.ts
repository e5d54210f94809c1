import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import { hashOf } from '../../../src/access/key.js';
import { compose, type HandedIn } from '../../../src/app/compose.js';
import { type Environment, readConfig } from '../../../src/app/config.js';
import { createApp } from '../../../src/http/app.js';
import { turnContextFields } from '../../../src/lib/turn-context.js';
import { type FakeHub, type Reply, startFakeHub } from '../fake-hub.js';
import { audience, type Issuer, startIssuer } from '../issuer.js';
import { startCollector } from '../trace-collector.js';
import type { App, Callers, Told } from './calls.js';
import { canary, expectNone, filesIn, ids, meant, plantToken, secretWith } from './canaries.js';

/** A service of which everything is looked at that it writes, keeps and sends, but for what is meant to have the words. */
export interface Watched {
  readonly app: App;
  readonly lines: readonly string[];
  /** Looks for canaries in the log, in files, and in what callers were told. */
  look(told?: readonly Told[]): void;
  /** Ends the service and looks again, and at the traces as well. */
  end(): Promise<void>;
}

/** What the services of a test file share: a hub, an issuer of tokens, and callers. */
export interface Around {
  readonly callers: Callers;
  readonly hub: FakeHub;
  /** What the hub does at each of its paths; whatever it says, it quotes what it was sent. */
  readonly manners: Record<string, number | 'hang' | 'reset'>;
  readonly issuer: Issuer;
  open(environment?: Environment, overrides?: HandedIn): Promise<Watched>;
  close(): Promise<void>;
}

export async function openAround(): Promise<Around> {
  const folder = mkdtempSync(join(tmpdir(), 'canary-'));
  const manners: Around['manners'] = { taking: 204, unwell: 503, refusing: 400, hanging: 'hang', cutting: 'reset' };
  const hub = await startFakeHub((_nth, { url, text, headers }): Reply => {
    const manner = manners[url.slice(1)] ?? 404;
    return typeof manner === 'number'
      ? { status: manner, body: { error: text, headers, status: canary.status } }
      : manner;
  });
  const issuer = await startIssuer();
  const scope = 'evaluate policy metrics conversations handoff-status';
  const callers = {
    key: secretWith('key'),
    token: plantToken('token', await issuer.sign({ scope, [canary.claim]: canary.claim })),
    expired: plantToken('expired token', await issuer.sign({ exp: 1, [canary.claim]: canary.claim })),
  };
  const ending: (() => Promise<void>)[] = [];
  let opened = 0;

  async function open(environment: Environment = {}, overrides: HandedIn = {}): Promise<Watched> {
    const home = join(folder, String(++opened));
    const collector = await startCollector();
    const lines: string[] = [];
    const config = readConfig({
      STORE_PATH: join(home, 'store'),
      RECEIPTS_FILE: join(home, 'receipts.jsonl'),
      API_KEYS: `bot:${scope.replaceAll(' ', '+')}:${hashOf(callers.key)}`,
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: audience,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      HUB_LAST_UTTERANCE: 'true',
      ID_HASH_KEY: secretWith('idHashKey'),
      ...environment,
    });
    const log = pino({ level: 'trace', mixin: turnContextFields }, { write: (line: string) => void lines.push(line) });
    const service = await compose(config, log, overrides);
    const shownIds = config.idHashKey === undefined ? ids : [];
    const inReceipts = [...meant.receipts, ...shownIds];
    let ended = false;

    function mayStandIn(file: string): readonly string[] {
      if (file.endsWith('receipts.jsonl')) return inReceipts;
      if (!file.endsWith(join('outbox', 'data.mdb'))) return [];
      return 'OUTBOX_KEY' in environment ? meant.sealedOutbox : meant.bareOutbox;
    }

    function look(told: readonly Told[] = []): void {
      expectNone('the log', lines.join(''), config.receipts.file === undefined ? inReceipts : shownIds);
      for (const [file, bytes] of filesIn(home)) expectNone(file.slice(folder.length), bytes, mayStandIn(file));
      for (const { where, text, may } of told) expectNone(where, text, may);
    }

    async function end(): Promise<void> {
      if (ended) return;
      ended = true;
      await service.close();
      await collector.close();
    }
    ending.push(end);

    return {
      app: createApp(service, { log, transcriptHosts: config.transcriptHosts }),
      lines,
      look,
      async end() {
        await end();
        expect(lines.length, 'something was logged').toBeGreaterThan(0);
        expect(filesIn(home).length, 'something was stored').toBeGreaterThan(0);
        expect(collector.spans().length, 'something was traced').toBeGreaterThan(0);
        look();
        expectNone('traces', collector.bodies.join('\n'), meant.traces);
      },
    };
  }

  return {
    callers,
    hub,
    manners,
    issuer,
    open,
    async close() {
      for (const end of ending) await end();
      await hub.close();
      await issuer.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The settings that let a service bring handoffs to a path of the hub. */
export function webhook({ hub }: Pick<Around, 'hub'>, path: string, more: Environment = {}): Environment {
  return {
    HUB: 'webhook',
    DELIVERY: 'emit',
    HUB_URL: `${hub.url}${path}`,
    HUB_SECRET: `whsec_${secretWith('webhookSecret')}`,
    HUB_ALLOW_HTTP_HOSTS: '127.0.0.1',
    HUB_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    DELIVERY_LIMIT_MS: '300',
    DELIVERY_ATTEMPT_MS: '200',
    ...more,
  };
}

const outboxKey = Buffer.alloc(32, 7).toString('base64');
export const sealed = { OUTBOX_KEY: outboxKey };
