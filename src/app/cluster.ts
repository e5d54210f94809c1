import cluster, { type Worker } from 'node:cluster';
import { clockOrigin } from '../lib/clock.js';
import type { Log } from '../lib/log.js';
import { gatherMetrics } from './cluster-metrics.js';

/** The first wait before a dead worker is replaced; it doubles while workers die young. */
const leastRestartMs = 100;
const mostRestartMs = 10_000;
/** A worker that lived so long counts as well; the next one is replaced at the first wait again. */
const wellAfterMs = 30_000;
/** How long workers may take to finish after SIGTERM before they are killed, in ms. */
const drainMs = 9_500;

/** Where workers find the origin of the clock they share: see `createClock`. */
const originVariable = 'ESCALATION_CLOCK_ORIGIN';

/** Undefined in a process without workers: its clock is its own. */
export function sharedClockOrigin(): number | undefined {
  const origin = process.env[originVariable];
  return cluster.isWorker && origin !== undefined ? Number(origin) : undefined;
}

/** Whether this process is the one that only starts and watches workers. */
export function isPrimary(workers: number): boolean {
  return workers > 1 && cluster.isPrimary;
}

/** Whether another process started this one, with its own environment. */
export function isWorker(): boolean {
  return cluster.isWorker;
}

/** Whether this process says for all of them where the service listens. */
export function speaksForAll(): boolean {
  return cluster.worker === undefined || cluster.worker.id === 1;
}

/** How a worker ended. */
interface Exit {
  readonly worker: Worker;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly livedMs: number;
}

/** How many processes share how many listening ports. */
export interface Workers {
  readonly workers: number;
  readonly ports: number;
}

/**
 * Runs the service in so many processes that share the listening ports, and resolves with the exit code once all have
 * ended after SIGTERM or SIGINT: 0 when each ended well. A worker that dies is replaced, later each time it dies young.
 * The first one starts alone: when it cannot, its exit code is ours, and its faults are told once.
 */
export function runWorkers({ workers, ports }: Workers, log: Log): Promise<number> {
  gatherMetrics();
  const listening = new Set<Worker>();
  const restarts = createRestarts();
  const environment = { [originVariable]: String(clockOrigin()) };
  let closing = false;
  let firstListened = false;
  let code = 0;

  return new Promise((resolve) => {
    function start(): void {
      startWorker({ environment, ports, onListening, onExit });
    }

    function onListening(worker: Worker): void {
      if (!firstListened && !closing) for (let i = 1; i < workers; i++) start();
      firstListened = true;
      if (listening.add(worker).size === workers) log.info({ workers }, 'all workers listen');
    }

    function onExit({ worker, exitCode, signal, livedMs }: Exit): void {
      listening.delete(worker);
      if (!closing && !firstListened) {
        code = exitCode ?? 1;
        stop();
      }
      if (closing) {
        code ||= signal === 'SIGTERM' ? 0 : (exitCode ?? 1);
        finishIfAllEnded();
        return;
      }
      const restartMs = restarts.schedule(start, livedMs);
      log.error({ worker: worker.process.pid, exitCode, signal, restartMs }, 'a worker died; it is replaced');
    }

    function stop(): void {
      if (closing) return;
      closing = true;
      restarts.cancel();
      killAll('SIGTERM');
      setTimeout(() => killAll('SIGKILL'), drainMs).unref();
      finishIfAllEnded();
    }

    function finishIfAllEnded(): void {
      if (runningWorkers().length > 0) return;
      process.off('SIGTERM', stop).off('SIGINT', stop);
      resolve(code);
    }

    process.on('SIGTERM', stop).on('SIGINT', stop);
    start();
  });
}

interface WorkerStart {
  readonly environment: Readonly<Record<string, string>>;
  /** On how many ports it listens. */
  readonly ports: number;
  onListening(worker: Worker): void;
  onExit(exit: Exit): void;
}

function startWorker({ environment, ports, onListening, onExit }: WorkerStart): void {
  const startedAt = performance.now();
  const worker = cluster.fork(environment);
  let listens = 0;
  worker.on('listening', () => {
    if (++listens === ports) onListening(worker);
  });
  worker.once('exit', (exitCode, signal) =>
    onExit({ worker, exitCode, signal, livedMs: performance.now() - startedAt }),
  );
}

function runningWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

function killAll(signal: 'SIGTERM' | 'SIGKILL'): void {
  for (const worker of runningWorkers()) worker.process.kill(signal);
}

/** Restarts to come. */
function createRestarts() {
  const timers = new Set<NodeJS.Timeout>();
  let waitMs = leastRestartMs;
  return {
    /** Restarts after a while, which grows while workers die young; returns how long that is, in ms. */
    schedule(restart: () => void, livedMs: number): number {
      const restartMs = livedMs >= wellAfterMs ? leastRestartMs : waitMs;
      waitMs = Math.min(restartMs * 2, mostRestartMs);
      const timer = setTimeout(() => {
        timers.delete(timer);
        restart();
      }, restartMs);
      timers.add(timer);
      return restartMs;
    },
    cancel() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
