import cluster, { type Worker } from 'node:cluster';
import type { Log } from '../lib/log.js';
import { gatherMetrics } from './cluster-metrics.js';

/** The first wait before a dead worker is replaced; it doubles while workers die young. */
const leastRestartMs = 100;
const mostRestartMs = 10_000;
/** A worker that lived so long counts as well; the next one is replaced at the first wait again. */
const wellAfterMs = 30_000;
/** How long workers may take to finish after SIGTERM before they are killed, in ms. */
const drainMs = 9_500;

/** Whether this process is the one that only starts and watches workers. */
export function isPrimary(workers: number): boolean {
  return workers > 1 && cluster.isPrimary;
}

/** Whether this process says for all of them where the service listens. */
export function speaksForAll(): boolean {
  return cluster.worker === undefined || cluster.worker.id === 1;
}

/**
 * Runs the service in so many processes that share the listening port, and resolves with the exit code once all have
 * ended after SIGTERM or SIGINT: 0 when each ended well. A worker that dies is replaced, later each time it dies young.
 * The first one starts alone: when it cannot, its exit code is ours, and its faults are told once.
 */
export function runWorkers(workers: number, log: Log): Promise<number> {
  gatherMetrics();
  let closing = false;
  let firstListened = false;
  const listening = new Set<Worker>();
  let restartMs = leastRestartMs;
  let code = 0;
  const restarts = new Set<NodeJS.Timeout>();

  return new Promise((resolve) => {
    const running = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

    function start(): void {
      const startedAt = performance.now();
      const worker = cluster.fork();
      worker.once('listening', () => {
        if (!firstListened) startOthers();
        if (listening.add(worker).size === workers) log.info({ workers }, 'all workers listen');
      });
      worker.once('exit', (exitCode, signal) => ended(worker, exitCode, signal, performance.now() - startedAt));
    }

    function startOthers(): void {
      firstListened = true;
      if (!closing) for (let i = 1; i < workers; i++) start();
    }

    function ended(worker: Worker, exitCode: number | null, signal: string | null, livedMs: number): void {
      listening.delete(worker);
      if (!closing && !firstListened) {
        code = exitCode ?? 1;
        stop();
      }
      if (closing) {
        code ||= signal === 'SIGTERM' ? 0 : (exitCode ?? 1);
        if (running().length === 0) finish();
        return;
      }
      if (livedMs >= wellAfterMs) restartMs = leastRestartMs;
      log.error({ worker: worker.process.pid, exitCode, signal, restartMs }, 'a worker died; it is replaced');
      const restart = setTimeout(() => {
        restarts.delete(restart);
        start();
      }, restartMs);
      restarts.add(restart);
      restartMs = Math.min(restartMs * 2, mostRestartMs);
    }

    function stop(): void {
      if (closing) return;
      closing = true;
      for (const restart of restarts) clearTimeout(restart);
      for (const worker of running()) worker.process.kill('SIGTERM');
      setTimeout(() => {
        for (const worker of running()) worker.process.kill('SIGKILL');
      }, drainMs).unref();
      if (running().length === 0) finish();
    }

    function finish(): void {
      process.off('SIGTERM', stop).off('SIGINT', stop);
      resolve(code);
    }

    process.on('SIGTERM', stop).on('SIGINT', stop);
    start();
  });
}
