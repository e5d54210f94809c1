import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { parseArgs } from 'node:util';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { checkSettings } from './app/check-settings.js';
import { isPrimary, isWorker, runWorkers, sharedClockOrigin, speaksForAll } from './app/cluster.js';
import { metricsOfAll } from './app/cluster-metrics.js';
import { compose, faultsInFiles, faultsOf } from './app/compose.js';
import type { Config, Environment } from './app/config.js';
import { startLine } from './app/start-line.js';
import { createAdminApp, createApp } from './http/app.js';
import { createServer } from './http/server.js';
import { loadEnvFile } from './lib/env-file.js';
import { createLog, type Log, type LogDestination, openStandardOutput } from './lib/log.js';
import { type Fault, SettingsError } from './lib/settings.js';
import { isThisMachine } from './lib/this-machine.js';

/** sysexits.h: something was found in an unconfigured or misconfigured state. */
const exConfig = 78;
/** How long after SIGTERM new connections are still taken, so that whoever routes to us has time to see it, in ms. */
const turnAwayMs = 1_000;
/** How long a connection that is kept may then stay silent before it is closed, in ms. */
const silentMs = 1_000;
/** How long open requests may take to finish after that, in ms. */
const drainMs = 8_000;

async function main(): Promise<void> {
  const { config, warnings } = await readSettings();
  const destination = openStandardOutput();
  const log = createLog(config.logLevel, destination);
  if (!isWorker())
    for (const { name, fault, example } of warnings) log.warn({ name, fault, example }, 'check a setting');
  const ports = config.adminPort === undefined ? 1 : 2;
  if (isPrimary(config.workers)) process.exit(await runWorkers({ workers: config.workers, ports }, log));
  await serve(config, log, destination);
}

/**
 * The settings, from the environment and from the file that `--settings` names.
 *
 * @throws AggregateError of everything that is wrong with them and with the files they name
 */
async function readSettings(): Promise<{ config: Config; warnings: readonly Fault[] }> {
  const { values } = parseArgs({ options: { settings: { type: 'string' } } });
  const file = values.settings;
  const wrongLines = file === undefined || isWorker() ? [] : await loadEnvFile(file);
  const { config, warnings, faults } = await checkSettings(process.env as Environment);
  const all = [...wrongLines, ...faults];
  if (all.length === 0) return { config, warnings };
  const runtime = { log: createLog('silent'), metrics: new Registry(), now: Date.now };
  throw new AggregateError([new SettingsError(all), ...(await faultsInFiles(config, runtime))]);
}

/** Opens everything, listens, says where, and closes in order when told to. */
async function serve(config: Config, log: Log, destination: LogDestination): Promise<void> {
  const service = await compose(config, log, { destination, clockOrigin: sharedClockOrigin() });
  collectDefaultMetrics({ register: service.metrics });
  let closing = false;
  let leaving = false;
  const shuttingDown = { unready: ['The service is shutting down.'], degraded: [] };
  const readiness = async () => (closing ? shuttingDown : service.readiness());
  const decider = { ...service, readiness, metrics: metricsOfAll(service.metrics) };
  const { unauthenticated, access } = service.gate;
  const app = createApp(decider, {
    log,
    transcriptHosts: config.transcriptHosts,
    hasAdminPort: config.adminPort !== undefined,
  });
  const server = createServer(
    (req, res) => {
      if (leaving) res.setHeader('Connection', 'close');
      app(req, res);
    },
    { maxConnections: config.maxConnections, isWelcome: unauthenticated?.connected },
  );
  const { isProtected } = access;
  const host = config.host ?? (isProtected ? undefined : '127.0.0.1');
  const admin = await serveOperators(createAdminApp(decider, { log }), config.adminPort, host);
  await listen(server, config.port, host);
  if (speaksForAll()) process.stdout.write(startLine(urlOf(server), config, service));
  if (speaksForAll() && admin) process.stdout.write(`Health and metrics: ${urlOf(admin)}\n`);
  if (speaksForAll() && !isProtected) warnOfOpenDoor(config.host, log);
  process.once('SIGTERM', () => stop(turnAwayMs)).once('SIGINT', () => stop(0));

  /**
   * Readiness turns first. Then nobody new is let in; who is connected is answered and told that it was the last answer.
   * `server.close` would cut kept connections on which a request is on its way, so listening ends without it.
   */
  function stop(afterMs: number): void {
    if (closing) return;
    closing = true;
    setTimeout(() => {
      leaving = true;
      stopListening.call(server, () => void service.close().then(() => log.flush(() => process.exit(0))));
      setTimeout(() => server.closeIdleConnections(), silentMs).unref();
      setTimeout(() => server.closeAllConnections(), drainMs - turnAwayMs).unref();
      setTimeout(() => process.exit(1), drainMs + 500).unref();
    }, afterMs);
  }
}

/** Probes and scrapers; nobody has more. */
const mostAdminConnections = 200;

/** Health and metrics on their own port, where there is one. It is open until the process ends, so that probes see it stop. */
async function serveOperators(
  app: RequestListener,
  port: number | undefined,
  host: string | undefined,
): Promise<Server | undefined> {
  if (port === undefined) return undefined;
  const server = createServer(app, { maxConnections: mostAdminConnections });
  await listen(server, port, host);
  return server;
}

const stopListening = NetServer.prototype.close;

/** Without `host` on all interfaces. */
function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
}

function warnOfOpenDoor(host: string | undefined, log: Log): void {
  if (host === undefined) log.info('no credentials are configured: only this machine can call the service');
  else if (!isThisMachine(host))
    log.warn({ host }, 'no credentials are configured: whoever reaches this address may do everything; set API_KEYS');
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  const isAnywhere = address === '0.0.0.0' || address === '::';
  const named = family === 'IPv6' ? `[${address}]` : address;
  return `http://${isAnywhere ? '127.0.0.1' : named}:${port}`;
}

main().catch((err: unknown) => {
  const faults = faultsOf(err).map((fault) => `  ${fault}\n`);
  process.stderr.write(`The service cannot start:\n${faults.join('')}`);
  process.exit(exConfig);
});
