import { setTimeout } from 'node:timers/promises';
import { post } from '../post.js';
import type { HubHandoff } from './hub.js';

const limitMs = 30_000;

/**
 * An agent who does what a person would do on the page: takes the next handoff, greets, answers one message and completes
 * it. Rejects when there is nothing to do for half a minute.
 */
export async function playAgent(hub: string): Promise<void> {
  const { conversation, lines } = await until(hub, ({ state }) => state === 'waiting');
  const act = (what: string, text?: string) =>
    post(`${hub}/handoffs/${encodeURIComponent(conversation)}/${what}`, { text }, { limitMs });
  await act('join');
  await act('say', 'Hello, I am Kim. What can I do for you?');
  const said = lines.length + 1;
  await until(hub, (one) => one.conversation === conversation && one.lines.length > said);
  await act('say', 'I have mended that. Good bye!');
  await act('close');
}

async function until(hub: string, holds: (handoff: HubHandoff) => boolean): Promise<HubHandoff> {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    const handoffs = (await (await fetch(`${hub}/handoffs`)).json()) as HubHandoff[];
    const found = handoffs.find(holds);
    if (found) return found;
    await setTimeout(50);
  }
  throw new Error('The scripted agent waited in vain.');
}
