import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { compose } from '../../src/app/compose.js';
import { readConfig } from '../../src/app/config.js';
import { createApp } from '../../src/http/app.js';
import { contract, expectValidAnswer } from '../support/api-contract.js';
import { serveGuarded } from '../support/http-service.js';
import { anything, fromSchema, spoiled, text } from '../support/schema-arbitraries.js';

const total = Number(process.env.FUZZ_REQUESTS ?? 21_000);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);
const batch = 500;

const warnings: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
const config = readConfig({
  STORE: 'memory',
  STORE_MAX_CONVERSATIONS: '100',
  RATE_LIMIT_PER_MINUTE: '1000000',
  // Making the requests keeps the loop busy that answers them.
  MAX_LOOP_DELAY_MS: '60000',
});
const service = await compose(config, log);
const http = await serveGuarded(createApp(service, { log, transcriptHosts: config.transcriptHosts }));
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

afterAll(async () => {
  agent.destroy();
  await http.close();
  await service.close();
});

interface Sent {
  readonly operation: string;
  readonly method: string;
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | undefined;
}

const headerValue = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((c) => c !== 0x7f)
    .map((c) => String.fromCharCode(c)),
  maxLength: 40,
});
const someHeaders = fc.record(
  {
    accept: fc.constantFrom('*/*', 'text/html', 'image/png', ''),
    'accept-encoding': fc.constantFrom('gzip', 'br;q=1', 'identity;q=0'),
    authorization: fc.oneof(
      headerValue,
      headerValue.map((value) => `Bearer ${value}`),
    ),
    'x-api-key': headerValue,
    'content-encoding': fc.constantFrom('gzip', 'identity', 'IDENTITY', 'br', 'x'),
    traceparent: fc.oneof(headerValue, fc.constant('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')),
    cookie: headerValue,
    'x-forwarded-for': headerValue,
    'if-none-match': fc.constantFrom('*', '"x"'),
    range: fc.constantFrom('bytes=0-1', 'bytes=-1', 'x'),
    origin: fc.constant('https://evil.example'),
  },
  { requiredKeys: [] },
);
const contentType = fc.oneof(
  { weight: 20, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'application/JSON;charset=UTF-8', ''),
  },
  { weight: 1, arbitrary: headerValue },
);
const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD');

/** Conversations meet again, so that turns build on turns. */
const conversationId = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map((id) => `c${id}`),
  text,
);

function bodyFor(schema: object): fc.Arbitrary<Buffer> {
  const right = fc
    .tuple(fromSchema(schema as Record<string, unknown>), conversationId)
    .map(([body, id]) => inConversation(body, id));
  const json = (value: fc.Arbitrary<unknown>) => value.map((one) => Buffer.from(JSON.stringify(one) ?? ''));
  const cut = fc.tuple(json(right), fc.nat()).map(([body, at]) => body.subarray(0, at % (body.length + 1)));
  const flipped = fc.tuple(json(right), fc.nat(), fc.nat(255)).map(([body, at, byte]) => {
    if (body.length > 0) body[at % body.length] = byte;
    return body;
  });
  return fc.oneof(
    { weight: 8, arbitrary: json(right) },
    { weight: 4, arbitrary: json(spoiled(right)) },
    { weight: 1, arbitrary: json(spoiled(spoiled(right))) },
    { weight: 1, arbitrary: json(anything) },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: flipped },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc.nat(300).map((levels) => Buffer.from(`{"activity":${'['.repeat(levels)}${']'.repeat(levels)}}`)),
    },
  );
}

function inConversation(body: unknown, id: string): unknown {
  const { activity = body } = body as { activity?: { conversation?: object } };
  Object.assign((activity as { conversation?: object }).conversation ?? {}, id === '' ? {} : { id: id.slice(0, 1024) });
  return body;
}

interface Operation {
  requestBody?: { content: Record<string, { schema: object }> };
}

/** How many requests of a hundred an operation gets: most where bodies are read. */
const shares: Record<string, number> = { 'POST /evaluate': 55, 'POST /handoff-status': 20 };

const operations = Object.entries<Record<string, Operation>>(contract.paths).flatMap(
  ([path, { parameters: _, ...methods }]) =>
    Object.entries(methods).map(([name, operation]) => ({ path, method: name.toUpperCase(), operation })),
);

const arbitraries = operations.map(({ path, method: own, operation }) => {
  const schema = operation.requestBody?.content['application/json']?.schema;
  const id = text.map((value) =>
    Buffer.from(value.slice(0, 300))
      .toString('latin1')
      .replaceAll(/[^A-Za-z0-9]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`),
  );
  const target = fc
    .tuple(
      fc.oneof(id, fc.constantFrom('c1', 'c2', '%ff', '%', '..', '%2e%2e')),
      fc.oneof(
        { weight: 5, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: fc.constantFrom('?', '?a=1&a[b]=2', '?__proto__[x]=1', '#x') },
      ),
    )
    .map(([name, query]) => path.replace('{id}', name || 'c1') + query);
  const arbitrary: fc.Arbitrary<Sent> = fc
    .tuple(
      fc.oneof({ weight: 12, arbitrary: fc.constant(own) }, { weight: 1, arbitrary: method }),
      target,
      fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: someHeaders }),
      contentType,
      schema
        ? bodyFor(schema)
        : fc.option(
            fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
            { freq: 4, nil: undefined },
          ),
    )
    .map(([verb, at, headers, type, body]) => ({
      operation: path,
      method: verb,
      target: at,
      headers: { ...headers, ...(body && { 'content-type': type, 'content-length': String(body.length) }) } as Record<
        string,
        string
      >,
      body,
    }));
  return { share: shares[`${own} ${path}`] ?? 25 / (operations.length - 2), arbitrary };
});

const anyRequest = fc.oneof(
  ...arbitraries.map(({ share, arbitrary }) => ({ weight: Math.max(1, Math.round(share)), arbitrary })),
);

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function send({ method: verb, target, headers, body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port: http.port, method: verb, path: target, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk) => chunks.push(chunk));
      res.once('end', () =>
        resolve({ status: res.statusCode as number, headers: res.headers, text: Buffer.concat(chunks).toString() }),
      );
      res.once('error', reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** What every answer must be. A method that a path does not have is answered as its own methods are. */
function judge({ operation, method: verb, target }: Sent, { status, headers, text: answer }: Answer): void {
  expect(status, `${verb} ${target}`).toBeLessThan(500);
  const type = (headers['content-type'] ?? '').split(';')[0] as string;
  const methods = contract.paths[operation];
  if (verb === 'HEAD' || status === 204 || status === 304) expect(answer).toBe('');
  else {
    const first = Object.keys(methods).find((name) => name !== 'parameters') as string;
    const known = verb.toLowerCase() in methods ? verb : first.toUpperCase();
    const body = type.endsWith('json') ? JSON.parse(answer) : undefined;
    expectValidAnswer(known, operation, { status, type, text: answer, body });
  }
}

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;
const heapNow = () => {
  collect();
  return process.memoryUsage().heapUsed;
};

test(`${total} requests made from the contract, right and wrong, get answers of the contract and leave nothing behind`, {
  timeout: 300_000,
}, async () => {
  const statuses: Record<string, number> = {};
  const heaps: number[] = [];
  for (let done = 0; done < total; done += batch) {
    const requests = fc.sample(anyRequest, { seed: seed + done, numRuns: batch });
    await Promise.all(
      requests.map(async (sent) => {
        const answer = await send(sent);
        try {
          judge(sent, answer);
        } catch (err) {
          const printable = { ...sent, body: sent.body?.toString('base64').slice(0, 3000) };
          throw new Error(
            `FUZZ_SEED=${seed}\n${JSON.stringify(printable)}\n${answer.status} ${answer.text.slice(0, 2000)}`,
            { cause: err },
          );
        }
        const name = `${sent.method} ${sent.operation} ${answer.status}`;
        statuses[name] = (statuses[name] ?? 0) + 1;
      }),
    );
    heaps.push(heapNow());
  }
  expect(statuses['POST /evaluate 200'], 'right bodies are answered').toBeGreaterThan(total / 10);
  expect(statuses['POST /evaluate 400'], 'wrong bodies are refused').toBeGreaterThan(total / 50);
  expect(statuses['POST /handoff-status 200']).toBeGreaterThan(total / 50);
  expect(warnings, 'nothing went wrong inside').toEqual([]);
  const fifth = Math.ceil(heaps.length / 5);
  const early = Math.min(...heaps.slice(fifth, 2 * fifth));
  const late = Math.min(...heaps.slice(-fifth));
  if (process.env.FUZZ_SHOW)
    process.stdout.write(`${JSON.stringify({ seed, statuses, earlyMb: early / 1e6, lateMb: late / 1e6 }, null, 1)}\n`);
  expect(late / early, 'memory at the end against memory at the beginning').toBeLessThan(1.1);
});
