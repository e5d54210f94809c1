import type { AddressInfo } from 'node:net';
import { compose, faultsOf } from './compose.js';
import { type Config, readConfig } from './config.js';
import { createApp } from './http/app.js';
import { createServer } from './http/server.js';
import { createLog, type Log } from './log.js';

/** sysexits.h: something was found in an unconfigured or misconfigured state. */
const exConfig = 78;
/** How long open requests may take to finish after SIGTERM, in ms. */
const drainMs = 8_000;
/** How long load balancers may take to see that readiness has turned, in ms; they need not in front of one process. */
const turnAwayMs = 0;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  await serve(config, createLog(config.logLevel));
}

/** Opens everything, listens, says where, and closes in order when told to. */
async function serve(config: Config, log: Log): Promise<void> {
  const service = await compose(config, log);
  let closing = false;
  const unready = async () => (closing ? ['The service is shutting down.'] : service.unready());
  const server = createServer(createApp({ ...service, unready }, { log, transcriptHosts: config.transcriptHosts }));
  const host = config.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(config.port, host, resolve));
  process.stdout.write(`Escalation decision service: ${urlOf(server.address() as AddressInfo)}\n`);
  if (config.host === undefined) log.info('no credentials are configured: only this machine can call the service');
  process.once('SIGTERM', stop).once('SIGINT', stop);

  function stop(): void {
    if (closing) return;
    closing = true;
    const deadline = setTimeout(() => process.exit(1), drainMs + 1_500);
    deadline.unref();
    setTimeout(() => server.closeAllConnections(), drainMs).unref();
    setTimeout(() => server.close(() => void service.close().then(() => log.flush(() => process.exit(0)))), turnAwayMs);
    server.closeIdleConnections();
  }
}

function urlOf({ address, port, family }: AddressInfo): string {
  const anywhere = address === '0.0.0.0' || address === '::';
  return `http://${anywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

main().catch((err: unknown) => {
  const faults = faultsOf(err).map((fault) => `  ${fault}\n`);
  process.stderr.write(`The service cannot start:\n${faults.join('')}`);
  process.exit(exConfig);
});
