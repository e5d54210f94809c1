import { DelayedError, type Job, Queue, Worker } from 'bullmq';
import { settledWithin } from '../lib/deadline.js';
import { createRedisClient, idleOfRedis, loggable, loggableMessage, redisSettings } from '../lib/redis-client.js';
import { definePart, defineSettings, type Open } from '../lib/settings.js';
import { mostAtOnce } from './lease-rounds.js';
import type { Next, Outbox, Waiting } from './outbox.js';

const settings = defineSettings('OUTBOX', redisSettings, { idle: idleOfRedis('OUTBOX') });

type Kept = Pick<Waiting, 'conversationId' | 'kept'>;

const queueName = 'handoffs';
/** A worker that died holds its entry for so long, in ms, and so often is looked for such workers. */
const lockMs = 15_000;
const lookForDeadEveryMs = 5_000;
/** So long attempts under way may take to end when the service does, in ms; Redis may be gone and never say that they did. */
const closeMs = 4_000;
/** After an attempt that went wrong in a way nobody foresaw, in ms. */
const afterSurpriseMs = 10_000;

/** Keeps what waits in Redis, as delayed BullMQ jobs that all instances share. The job's id is the handoff's. */
export const openRedisOutbox: Open<Outbox> = definePart(settings, async (parsed, { log }) => {
  const prefix = `{${parsed.keyPrefix}outbox}`;
  const connection = createRedisClient(parsed);
  const patient = { maxRetriesPerRequest: null, enableOfflineQueue: true, socketTimeout: undefined };
  const workerConnection = createRedisClient(parsed, patient);
  const queue = new Queue<Kept>(queueName, { connection, prefix, skipMetasUpdate: true });
  let worker: Worker<Kept> | undefined;
  const lost = (err: Error) => log.warn({ cause: loggableMessage(err) }, 'the outbox has lost Redis for now');
  connection.on('error', lost);
  workerConnection.on('error', lost);
  queue.on('error', lost);

  async function handOut(
    job: Job<Kept>,
    token: string | undefined,
    attempt: (waiting: Waiting) => Promise<Next>,
  ): Promise<void> {
    const handoffId = job.id as string;
    const next = await attempt({ handoffId, ...job.data, attempts: job.attemptsStarted - 1 }).catch((err: unknown) => {
      log.error({ handoffId, err }, 'a delivery will be tried again');
      return { againInMs: afterSurpriseMs };
    });
    if (next === 'forget') return;
    await job.moveToDelayed(Date.now() + next.againInMs, token);
    throw new DelayedError();
  }

  return {
    async keep({ handoffId, conversationId, kept }, dueInMs) {
      const how = { jobId: handoffId, delay: dueInMs, removeOnComplete: true, removeOnFail: true };
      await loggable(queue.add('handoff', { conversationId, kept }, how));
    },
    async postpone(handoffId, dueInMs) {
      const job = await loggable(queue.getJob(handoffId));
      if (job) await loggable(job.changeDelay(dueInMs));
    },
    async forget(handoffId) {
      await loggable(queue.remove(handoffId));
    },
    async waiting() {
      return loggable(queue.getJobCountByTypes('delayed', 'waiting', 'active', 'prioritized'));
    },
    work(attempt) {
      worker = new Worker<Kept>(queueName, (job, token) => handOut(job, token, attempt), {
        connection: workerConnection,
        prefix,
        concurrency: mostAtOnce,
        lockDuration: lockMs,
        stalledInterval: lookForDeadEveryMs,
        maxStalledCount: Number.MAX_SAFE_INTEGER,
      });
      worker.on('error', lost);
    },
    async close() {
      await settledWithin(closeMs, Promise.allSettled([worker?.close(), queue.close()]));
      connection.disconnect();
      workerConnection.disconnect();
    },
  };
});
