import { isRecord } from './records.js';

/** Who sent an activity: the user, a program (the bot, a skill), or a human agent. */
export type Speaker = 'user' | 'bot' | 'agent';

/**
 * The roles that say who speaks, by their letters only: Bot Framework's, the M365 Agents SDK's, and what hubs call their
 * agents (LivePerson `ASSIGNED_AGENT`, Crisp and LiveChat `operator`, Intercom `teammate`). A role that is not here says
 * nothing. Copilot Studio writes 0 for the bot and 1 for the user in its transcripts.
 */
const speakers: ReadonlyMap<string, Speaker> = new Map<string, Speaker>([
  ['user', 'user'],
  ['customer', 'user'],
  ['consumer', 'user'],
  ['visitor', 'user'],
  ['enduser', 'user'],
  ['1', 'user'],
  ['bot', 'bot'],
  ['chatbot', 'bot'],
  ['skill', 'bot'],
  ['assistant', 'bot'],
  ['system', 'bot'],
  ['virtualagent', 'bot'],
  ['agenticappinstance', 'bot'],
  ['agenticuser', 'bot'],
  ['0', 'bot'],
  ['agent', 'agent'],
  ['humanagent', 'agent'],
  ['liveagent', 'agent'],
  ['assignedagent', 'agent'],
  ['supportagent', 'agent'],
  ['agentmanager', 'agent'],
  ['operator', 'agent'],
  ['representative', 'agent'],
  ['csr', 'agent'],
  ['advisor', 'agent'],
  ['teammate', 'agent'],
  ['supervisor', 'agent'],
]);

const longestRole = 40;

/** What a role says of who speaks, in any letter case; undefined where it says nothing we know. */
export function speakerByRole(role: unknown): Speaker | undefined {
  if (typeof role === 'number') return speakers.get(String(role));
  if (typeof role !== 'string' || role === '' || role.length > longestRole) return undefined;
  return speakers.get(role) ?? speakers.get(role.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
}

/** What `from.role` says of an account. */
export function speakerOfAccount(account: unknown): Speaker | undefined {
  return isRecord(account) ? speakerByRole(account.role) : undefined;
}

const longestId = 1_024;

/** The id of an account of an activity (`from`, `recipient`, one of `membersRemoved`). */
export function accountId(account: unknown): string | undefined {
  const id = isRecord(account) ? account.id : undefined;
  return typeof id === 'string' && id !== '' && id.length <= longestId ? id : undefined;
}
