import { randomUUID } from 'node:crypto';
import type { Activity, Fact, Menu, MenuChoice, Recognition, Transcript, Turn } from '../core/turn.js';
import type { EvaluateRequest } from './read-evaluate-request.js';
import { invalid } from './refusal.js';

/** How much of what the user typed is read, in UTF-16 code units; nobody needs more to ask for a human. */
export const mostUtteranceLength = 4_000;

const mostIdLength = 1_024;
