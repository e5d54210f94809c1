import { randomUUID } from 'node:crypto';
import express from 'express';
import { listenOnLoopback } from './loopback.js';
import { post } from './post.js';

/** A user in front of a bot. */
export interface User {
  /** Resolves once the bot has dealt with the turn. */
  say(text: string): Promise<void>;
}

/** A channel with one user, on loopback: turns go to the bot as activities, and what the bot says is handed to `hear`. */
export async function connectUser(botUrl: string, hear: (text: string) => void): Promise<User> {
  const conversation = { id: randomUUID() };
  const channel = express().use(express.json());
  channel.post('/v3/conversations/:id/activities{/:replyTo}', (req, res) => {
    if (req.body.type === 'message') hear(req.body.text);
    res.json({ id: randomUUID() });
  });
  const serviceUrl = await listenOnLoopback(channel, 0);
  const [from, recipient] = [
    { id: 'user-1', name: 'Dana' },
    { id: 'bot-1', name: 'Bot' },
  ] as const;
  return {
    async say(text) {
      const address = { channelId: 'directline', serviceUrl, conversation, from, recipient };
      const activity = { ...address, type: 'message', id: randomUUID(), locale: 'en-US', text };
      await post(botUrl, { ...activity, timestamp: new Date().toISOString() }, { limitMs: 15_000 });
    },
  };
}
