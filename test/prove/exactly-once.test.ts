import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { ServiceProcess } from '../support/service-process.js';

/** `npm run prove` runs a hundred rounds, every other test run a tenth. */
const rounds = Number(process.env.PROVE_ROUNDS ?? 10);
const askedOfEach = 10;
const answerWithinMs = 10_000;
const redisUrl = inject('redisUrl');

interface Answer {
  readonly status: number;
  readonly body: {
    readonly repeated: boolean;
    readonly decision: { readonly id: string; readonly outcome: string };
    readonly handoff: { readonly id: string; readonly activity?: object } | null;
  };
}

async function ask(url: string, conversation: string, turn: string): Promise<Answer> {
  const activity = { id: turn, conversation: { id: conversation }, text: 'I want to talk to a human, please' };
  const answer = await fetch(`${url}/evaluate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ activity }),
    // Node 20's fetch can wait for ever for a process that was killed while it connected.
    signal: AbortSignal.timeout(answerWithinMs),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

/** What a store must hold through: three processes, the same turn to all, one of them killed in the middle. */
function proves(name: string, settingsOf: (directory: string) => Record<string, string>): void {
  describe(`three processes over one ${name}`, () => {
    let directory: string;
    let services: ServiceProcess[];

    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'prove-'));
      services = Array.from({ length: 3 }, () => new ServiceProcess(settingsOf(directory)));
      await Promise.all(services.map((service) => service.start()));
    });

    afterEach(async () => {
      await Promise.all(services.map((service) => service.kill()));
      await rm(directory, { recursive: true, force: true });
    });

    test(`hand a user off once, however often one is killed (${rounds} rounds)`, async () => {
      for (let round = 0; round < rounds; round++) await proveRound(`conversation-${process.pid}-${round}`);
    }, 1_200_000);

    async function proveRound(conversation: string): Promise<void> {
      const victim = services[Math.floor(Math.random() * services.length)] as ServiceProcess;
      const asked = services.flatMap((service) =>
        Array.from({ length: askedOfEach }, () => ({ service, answer: ask(service.url, conversation, 't1') })),
      );
      const results = Promise.allSettled(asked.map(({ answer }) => answer));
      await setTimeout(Math.random() * 15);
      await victim.kill();
      const answers = await results;
      const lost = asked.filter(({ service }, i) => service !== victim && answers[i]?.status === 'rejected');
      expect(lost).toHaveLength(0);
      await victim.start();
      const late = await Promise.all(services.map(({ url }) => ask(url, conversation, 't1')));
      expectOne([...answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])), ...late]);
    }

    function expectOne(answers: readonly Answer[]): void {
      const values = (of: (answer: Answer) => unknown) => [...new Set(answers.map(of))];
      expect(values(({ status }) => status)).toEqual([200]);
      expect(values(({ body }) => body.decision.outcome)).toEqual(['escalate']);
      expect(values(({ body }) => body.decision.id)).toHaveLength(1);
      expect(values(({ body }) => body.handoff?.id)).toHaveLength(1);
      // The answer that decided may be the killed process's last; a second one would be a state that was lost.
      expect(answers.filter(({ body }) => !body.repeated).length).toBeLessThanOrEqual(1);
      expect(values(({ body }) => JSON.stringify(body.handoff?.activity))).toHaveLength(1);
    }
  });
}

proves('LMDB directory', (directory) => ({ STORE: 'lmdb', STORE_PATH: directory, STORE_LIMIT_MS: '5000' }));

describe.skipIf(redisUrl === '')('with a Redis server', () => {
  proves('Redis', (directory) => ({
    STORE: 'redis',
    STORE_URL: redisUrl,
    STORE_KEY_PREFIX: `${directory}:`,
    STORE_LIMIT_MS: '5000',
  }));
});
