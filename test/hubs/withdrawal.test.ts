import { afterEach, expect, test, vi } from 'vitest';
import type { Turn } from '../../src/core/turn.js';
import { type FakeHub, type Reply, startFakeHub } from '../support/fake-hub.js';
import { turnOn } from '../support/handover.js';
import { createService } from '../support/http-service.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A service that emits to a webhook, which does with each call what it is told. */
async function open(reply: (nth: number) => Reply | undefined = () => undefined) {
  const hub = await startFakeHub(reply);
  const environment = {
    DELIVERY: 'emit',
    HUB: 'webhook',
    HUB_URL: hub.url,
    HUB_SECRET: `whsec_${Buffer.alloc(32, 's').toString('base64')}`,
    HUB_ALLOW_HTTP_HOSTS: '127.0.0.1',
    HUB_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    DELIVERY_LIMIT_MS: '300',
    DELIVERY_ATTEMPT_MS: '200',
  };
  const { service } = await createService({ environment });
  closing.push(
    () => hub.close(),
    () => service.close(),
  );
  return { hub, service };
}

function turn(id: string, utterance: string): Turn {
  return { ...turnOn('https://directline.example.com/', { id, text: utterance }), id, utterance };
}

const told = ({ received }: FakeHub) => received.map(({ body }) => [body.name, body.id]);
const emit = { delivery: 'emit' } as const;

test('the hub hears once that a request was taken back, however often the turn is sent', async () => {
  const { hub, service } = await open();
  const { handoff } = await service.evaluate(turn('t1', 'a person please'), emit);
  const cancelled = await service.evaluate(turn('t2', 'cancel the agent'), emit);
  await service.evaluate(turn('t2', 'cancel the agent'), emit);
  expect(cancelled.handoff).toMatchObject({ state: 'failed', cause: 'withdrawn', delivery: { status: 'delivered' } });
  expect(told(hub)).toEqual([
    ['handoff.initiate', handoff?.id],
    ['handoff.status', `${handoff?.id}-withdrawn`],
  ]);
  expect(hub.received[1]?.body.value).toMatchObject({ state: 'failed', cause: 'withdrawn', handoffId: handoff?.id });
});

test('the news goes out from the outbox where the hub is away, and the request itself no more', async () => {
  let away = true;
  const { hub, service } = await open(() => (away ? { status: 503 } : undefined));
  const { handoff } = await service.evaluate(turn('t1', 'a person please'), emit);
  const cancelled = await service.evaluate(turn('t2', 'cancel the agent'), emit);
  expect(cancelled.handoff?.delivery).toMatchObject({ status: 'failed' });
  hub.received.length = 0;
  away = false;
  await vi.waitFor(() => expect(told(hub)).toEqual([['handoff.status', `${handoff?.id}-withdrawn`]]), 5_000);
  await vi.waitFor(async () => {
    const stored = await service.store.read('conv/1|a');
    expect(stored?.handoff).toMatchObject({ cause: 'withdrawn', delivery: { status: 'delivered' } });
  });
});
