import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type FakeHub, startFakeHub, webhookTo } from '../support/fake-hub.js';
import { type RedisServer, startProxy, startRedis } from '../support/redis-server.js';
import { ServiceProcess } from '../support/service-process.js';

/** How a service loses the Redis that holds its conversations and its outbox. */
const losses = ['gone', 'stalled'] as const;

/** Sooner than Redis' connection is given up, after 5 s. */
const answeredWithinMs = 4_500;

describe.skipIf(inject('redisUrl') === '')('with its Redis lost', () => {
  let hub: FakeHub;

  beforeAll(async () => {
    hub = await startFakeHub();
  });
  afterAll(() => hub.close());

  test.each(losses)('%s, a service hands over within the turn and ends well', { timeout: 40_000 }, async (loss) => {
    const redis: RedisServer = await startRedis();
    const proxy = await startProxy(redis.port);
    const service = new ServiceProcess({
      LOG_LEVEL: 'silent',
      STORE: 'redis',
      STORE_URL: proxy.url,
      OUTBOX: 'redis',
      OUTBOX_URL: proxy.url,
      ...webhookTo(hub),
    });
    try {
      await service.start();
      expect(await ask(service.url, 'before')).toBe('delivered');
      if (loss === 'gone') await redis.stop();
      else proxy.stall();
      expect(await ask(service.url, loss)).toBe('delivered');
      expect(hub.received.filter(({ text }) => text.includes(`"id":"${loss}"`))).toHaveLength(1);
      expect(await service.terminate()).toBe(0);
    } finally {
      await service.kill();
      await proxy.close();
      await redis.stop();
    }
  });
});

async function ask(url: string, conversation: string): Promise<string | undefined> {
  const activity = {
    type: 'message',
    id: 't1',
    conversation: { id: conversation },
    text: 'let me talk to a real person',
  };
  const answer = await fetch(`${url}/evaluate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ activity }),
    signal: AbortSignal.timeout(answeredWithinMs),
  });
  const { handoff } = (await answer.json()) as { handoff: { delivery: { status: string } } | null };
  return handoff?.delivery.status;
}
