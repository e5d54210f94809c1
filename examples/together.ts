import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createBot } from './bot-as-proxy/bot.js';
import { listenOnLoopback, serviceFromEnvironment } from './loopback.js';
import { createHub } from './stub-hub/hub.js';
import { playAgent } from './stub-hub/scripted-agent.js';
import { connectUser } from './user.js';

// Service, stub hub and bot-as-proxy in one go, with a user at this terminal. With --script user and agent are played,
// and it ends when the handoff is completed.

const { PORT = '3978', HUB_PORT = '9090' } = process.env;
const root = fileURLToPath(new URL('..', import.meta.url));

/** The service in a process of its own, on a free port and with nothing kept. */
function spawnService(): ChildProcess {
  const service = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', STORE: 'memory', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => service.kill());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit());
  return service;
}

/** Where the service listens, once it says so. */
async function urlOf(service: ChildProcess): Promise<string> {
  let written = '';
  service.stdout?.on('data', (chunk) => {
    written += chunk;
  });
  const ended = once(service, 'exit');
  for (;;) {
    const url = /http:\/\/[\d.]+:\d+(?=\s)/.exec(written)?.[0];
    if (url) return url;
    if (service.exitCode !== null) throw new Error('The service does not start; it says why above.');
    await Promise.race([once(service.stdout as NodeJS.ReadableStream, 'data'), ended]);
  }
}

const url = await urlOf(spawnService());
const botUrl = `http://127.0.0.1:${PORT}`;
const hub = await listenOnLoopback(createHub({ botEvents: `${botUrl}/hub-events` }), Number(HUB_PORT));
await listenOnLoopback(createBot({ url, apiKey: serviceFromEnvironment().apiKey, hub }), Number(PORT));
console.log(`service  ${url}\nbot      ${botUrl}/api/messages\nhub      ${hub}, with a page for its agents\n`);

const heard: string[] = [];
const user = await connectUser(`${botUrl}/api/messages`, (text) => {
  heard.push(text);
  console.log(`bot      ${text}`);
});

async function say(text: string): Promise<void> {
  console.log(`user     ${text}`);
  await user.say(text);
}

/** Waits until the bot has said something that holds this. */
async function untilHeard(part: string): Promise<void> {
  for (const end = Date.now() + 30_000; !heard.some((text) => text.includes(part)); await setTimeout(50)) {
    if (Date.now() > end) throw new Error(`The bot never said: ${part}`);
  }
}

async function playScript(): Promise<void> {
  const agent = playAgent(hub);
  await say('where is my parcel?');
  await say('this is useless');
  await say('it still does not work, I am so angry');
  await say('yes please');
  await untilHeard('Kim');
  await say('my card was charged twice');
  await agent;
  await say('thank you');
  console.log('\nThe handoff is completed, and the bot has the conversation again.');
}

if (process.argv.includes('--script')) {
  await playScript();
  process.exit();
}
console.log('Say something, and ask for a person when you have had enough. Ctrl+C ends.\n');
for await (const line of createInterface({ input: process.stdin }))
  await user.say(line).catch(() => console.warn('The bot does not answer.'));
process.exit();
