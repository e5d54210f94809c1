import { readFileSync } from 'node:fs';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { post, whyOf } from '../post.js';

export interface HubSettings {
  /** Where the bot takes the hub's events. */
  readonly botEvents: string;
}

interface Line {
  readonly from: 'user' | 'agent';
  readonly text: string;
}

/** A conversation that a bot has handed over, as the agents' page lists it. */
export interface HubHandoff {
  readonly conversation: string;
  readonly skill: string;
  readonly reason: string;
  state: 'waiting' | 'joined' | 'closed' | 'rejected' | 'withdrawn';
  readonly lines: Line[];
}

const stateAfter = { join: 'joined', close: 'closed', reject: 'rejected' } as const;
const isAct = (act: string): act is keyof typeof stateAfter => Object.hasOwn(stateAfter, act);
const isOpen = ({ state }: HubHandoff) => state === 'waiting' || state === 'joined';

/**
 * An agent hub that stands in for a real one: it takes handoffs and messages from bot-as-proxy, shows them on a page, and
 * tells the bot what an agent does there. It keeps everything in memory and asks nobody who they are.
 */
export function createHub({ botEvents }: HubSettings): Express {
  const handoffs = new Map<string, HubHandoff>();
  const tell = (event: object) => post(botEvents, event, { limitMs: 5_000 });

  function openFor({ body }: Request, res: Response): HubHandoff | undefined {
    const handoff = handoffs.get(body.conversation);
    if (handoff && isOpen(handoff)) return handoff;
    res.status(404).json({ error: 'no such conversation is open' });
    return undefined;
  }

  const app = express().use(express.json({ limit: '1mb' }));

  // what the bot calls
  app.post('/conversations', (req, res) => {
    const { conversation, skill = '', reason = '', attachments } = req.body;
    handoffs.set(conversation, { conversation, skill, reason, state: 'waiting', lines: linesOf(attachments) });
    res.status(201).json({ conversation });
  });
  app.post('/messages', (req, res) => {
    const handoff = openFor(req, res);
    if (!handoff) return;
    handoff.lines.push({ from: 'user', text: String(req.body.text ?? '') });
    res.json({});
  });

  app.post('/conversations/close', (req, res) => {
    const handoff = openFor(req, res);
    if (!handoff) return;
    handoff.state = 'withdrawn';
    res.json({});
  });

  // what the agents' page calls
  app.get('/', (_req, res) => void res.type('html').send(page));
  app.get('/handoffs', (_req, res) => void res.json([...handoffs.values()].reverse()));
  app.post('/handoffs/:conversation/:act', agentActs(handoffs, tell));
  return app;
}

/** An agent joins, says something, closes or rejects; nothing of it holds unless the bot has heard it. */
function agentActs(
  handoffs: ReadonlyMap<string, HubHandoff>,
  tell: (event: object) => Promise<unknown>,
): RequestHandler<{ conversation: string; act: string }> {
  return async (req, res) => {
    const { conversation, act } = req.params;
    const handoff = handoffs.get(conversation);
    if (!handoff || !isOpen(handoff) || !(act === 'say' || isAct(act))) {
      return void res.status(404).json({ error: 'no such conversation is open, or nothing like that can be done' });
    }
    const text = String(req.body?.text ?? '');
    try {
      await tell(act === 'say' ? { conversation, event: 'message', text } : { conversation, event: stateAfter[act] });
    } catch (err) {
      return void res.status(502).json({ error: `the bot does not hear it: ${whyOf(err)}` });
    }
    if (act === 'say') handoff.lines.push({ from: 'agent', text });
    else handoff.state = stateAfter[act];
    res.json(handoff);
  };
}

/** What was said before, from the transcript that came along; nothing where there is none, or not in this form. */
function linesOf(attachments: unknown): Line[] {
  const transcript = Array.isArray(attachments) ? attachments.find(({ name }) => name === 'Transcript') : undefined;
  const activities: { type?: string; text?: string; from?: { role?: string } }[] =
    transcript?.content?.activities ?? [];
  return activities
    .filter(({ type, text }) => type === 'message' && typeof text === 'string')
    .map(({ text = '', from }) => ({ from: from?.role === 'bot' ? 'agent' : 'user', text }));
}

const page = readFileSync(new URL('page.html', import.meta.url), 'utf8');
