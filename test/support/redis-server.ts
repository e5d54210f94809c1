import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort, listenOnLoopback } from './loopback.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the Redis of this test run listens; empty when redis-server is not installed. */
    redisUrl: string;
  }
}

const notInstalled = `
==============================================================================
 redis-server is not installed: ALL TESTS THAT NEED REDIS ARE LEFT OUT.
 To run them: apt-get install -y redis-server (or brew install redis), then
 npm test. The tests start a server of their own on a free port and stop it.
==============================================================================
`;

/** Starts the Redis all tests share, if there is one to start. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (spawnSync('redis-server', ['--version']).status !== 0) {
    process.stderr.write(notInstalled);
    project.provide('redisUrl', '');
    return async () => {};
  }
  const server = await startRedis();
  project.provide('redisUrl', server.url);
  return server.stop;
}

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  readonly process: ChildProcess;
  readonly directory: string;
  stop(): Promise<void>;
}

/**
 * A redis-server of our own on a loopback port, keeping nothing; resolves once it answers. Options that begin with a
 * configuration file are all there is.
 */
export async function startRedis(options: readonly string[] = [], port?: number): Promise<RedisServer> {
  const at = port ?? (await freePort());
  const directory = await mkdtemp(join(tmpdir(), 'redis-'));
  const fixed = ['--bind', '127.0.0.1', '--dir', directory, '--save', '', '--appendonly', 'no'];
  const listen = options.includes('--port') ? [] : ['--port', String(at)];
  const all = options[0]?.endsWith('.conf') ? options : [...fixed, ...listen, ...options];
  const server = spawn('redis-server', all, { stdio: ['ignore', 'pipe', 'inherit'] });
  await logged(server, /Ready to accept connections|monitor master/);
  return {
    port: at,
    url: `redis://127.0.0.1:${at}`,
    process: server,
    directory,
    async stop() {
      server.kill('SIGKILL');
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Waits for a line of the server's log; rejects with the log when the server ends before. */
async function logged(server: ChildProcess, line: RegExp): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.once('exit', () => reject(new Error(`redis-server ended:\n${log}`)));
    server.stdout?.on('data', (chunk) => {
      log += chunk;
      if (line.test(log)) resolve();
    });
  });
}

/** A TCP proxy before a server, that can stop passing anything on without closing a connection. */
export async function startProxy(port: number) {
  const sockets = new Set<Socket>();
  let stalled = false;
  const proxy = createServer((client) => {
    const server = new (client.constructor as typeof Socket)().connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => stalled || to.write(chunk));
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const listening = await listenOnLoopback(proxy);
  return {
    url: `redis://127.0.0.1:${listening.port}`,
    stall() {
      stalled = true;
    },
    /** Passes on again; what was swallowed is gone, so the old connections are closed. */
    resume() {
      stalled = false;
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await listening.close();
    },
  };
}
