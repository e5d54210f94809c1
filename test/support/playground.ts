import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Activity } from '../../src/core/turn.js';
import { startFakeHub } from './fake-hub.js';
import { freePort } from './loopback.js';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'tools/playground/node_modules/@microsoft/m365agentsplayground/cli.js');

/** False until `npm ci --prefix tools/playground`. */
export const hasPlayground = existsSync(cli);

/** What a bot sent to the channel, and what the channel answered. */
export interface Sent {
  readonly activity: Activity;
  readonly status: number;
  readonly answer: string;
}

export interface Playground {
  /** Everything the bot has sent, in order. */
  readonly sent: readonly Sent[];
  /** The user of the personal chat says something. */
  says(text: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The Microsoft 365 Agents Playground as the channel of a bot, without a browser: it wants to open one, and is given a
 * command that does nothing. What the bot sends passes through a relay that keeps it with the channel's answer.
 */
export async function startPlayground(botUrl: string, channelId: string): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-'));
  await writeFile(join(folder, 'xdg-open'), '#!/bin/sh\n', { mode: 0o755 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const sent: Sent[] = [];
  const relay = await startFakeHub(async (_nth, { url: path, text, body }) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: text });
    const answer = await response.text();
    sent.push({ activity: body, status: response.status, answer });
    return { status: response.status, body: answer === '' ? undefined : JSON.parse(answer) };
  });
  const options = [
    '-e',
    botUrl,
    '-c',
    channelId,
    '-p',
    `${port}`,
    '--su',
    `${relay.url}_connector`,
    '--disable-telemetry',
  ];
  const preload = join(root, 'test/support/listen-on-loopback.cjs');
  const child = spawn(process.execPath, ['--require', preload, cli, 'start', ...options], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env.PATH}`, HOME: folder },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const chat = await personalChat(url);
  return {
    sent,
    async says(text) {
      const headers = { 'content-type': 'application/json' };
      const message = JSON.stringify({ from: { id: 'user-id-0' }, text, textFormat: 'plain' });
      await fetch(`${url}/_conversation/v1/conversations/${chat}/messages`, { method: 'POST', headers, body: message });
    },
    async close() {
      child.kill();
      await Promise.all([ended, relay.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

interface Config {
  readonly config: { readonly personalChat: { readonly id: string } };
}

/** The id of the user's chat with the bot, once the Playground answers. */
async function personalChat(url: string): Promise<string> {
  for (const end = Date.now() + 30_000; Date.now() < end; await setTimeout(100)) {
    const response = await fetch(`${url}/_internal/v1/config`).catch(() => undefined);
    if (response?.ok) return ((await response.json()) as Config).config.personalChat.id;
  }
  throw new Error('The Playground does not start.');
}
