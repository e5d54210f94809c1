import { randomUUID } from 'node:crypto';
import { clean } from '../core/cleaning/clean.js';
import { editedTurnId } from '../core/ids.js';
import { menuFromTranscript } from '../core/menu/index.js';
import { isNoMatch } from '../core/no-match.js';
import { tapOf } from '../core/payloads/index.js';
import { pickOf } from '../core/pick.js';
import type { Activity, Fact, Menu, Transcript, Turn } from '../core/turn.js';
import { kindOf } from '../core/turn-kind.js';
import type { EvaluateRequest } from './read-request.js';
import { invalid } from './request-refused.js';

/** How the operator has turns read. */
export interface TurnReading {
  /** What ids are derived with, if anything. */
  readonly idKey: string | undefined;
  /** The operator's own names for "no intent fits", as `noMatchKey` has them. */
  readonly noMatchIntents: ReadonlySet<string>;
}

const asItComes: TurnReading = { idKey: undefined, noMatchIntents: new Set() };

const mostNameLength = 1_024;

/**
 * Takes what we use from a request that fits the contract. In the activity, which channels write, a value we cannot use
 * counts as absent. `transcriptHosts` are the hosts (with their port, if not 443) that a contentUrl may name.
 */
export function toTurn(
  request: EvaluateRequest,
  transcriptHosts: ReadonlySet<string>,
  reading: TurnReading = asItComes,
): Turn {
  const activity = withChannel(request.activity);
  const transcript = toTranscript(request.transcript, transcriptHosts);
  const { text, cleaned, isCut } = clean(activity);
  const locale = nameIn(activity.locale);
  const menu = request.menu ? toMenu(request.menu) : menuFromTranscript(transcript?.activities, activity);
  const tap = tapOf(activity);
  const pick = pickOf({ given: request.menuChoice, text, activity, locale, tap }, menu);
  return {
    kind: kindOf(activity, tap, transcript?.activities),
    id: turnIdOf(request.activity, reading.idKey),
    conversation: request.activity.conversation.id,
    utterance: pick ? '' : text,
    edited: activity.type === 'messageUpdate',
    cleaned,
    isCut,
    locale,
    channel: nameIn(activity.channelId),
    menuChoice: pick?.menuChoice,
    title: pick?.title,
    recognition: toRecognition(request.recognition, reading.noMatchIntents),
    context: request.context ? withoutPrototype(request.context) : noContext,
    transcript,
    activity,
  };
}

/** `JSON.stringify` writes the channel of the Agents SDK's Activity under the name of the field behind it. */
function withChannel(activity: Activity): Activity {
  const { _channelId: channelId } = activity;
  return channelId === undefined || activity.channelId !== undefined ? activity : { ...activity, channelId };
}

function toMenu({ choices }: NonNullable<EvaluateRequest['menu']>): Menu {
  return {
    choices: choices.map(({ value, title, synonyms }) => ({
      value,
      title: title ?? undefined,
      synonyms: synonyms ?? undefined,
    })),
  };
}

/** An edit is another turn than the message it changes. */
function turnIdOf(activity: EvaluateRequest['activity'], idKey: string | undefined): string {
  const id = nameIn(activity.id);
  if (id === undefined) return `gen-${randomUUID()}`;
  if (activity.type !== 'messageUpdate') return id;
  const text = typeof activity.text === 'string' ? activity.text : JSON.stringify(activity.value ?? null);
  return editedTurnId(activity.conversation.id, id, text, idKey);
}

/** A short non-empty string such as an id or a language tag. */
function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= mostNameLength ? value : undefined;
}

function toRecognition(
  recognition: EvaluateRequest['recognition'],
  noMatchIntents: ReadonlySet<string>,
): Turn['recognition'] {
  if (!recognition) return undefined;
  const { intent, score } = recognition;
  const known = { intent: intent ?? undefined, score: score ?? undefined };
  const noMatch = noMatchIntents.size > 0 && typeof intent === 'string' && isNoMatch(intent, noMatchIntents);
  return noMatch ? { ...known, noMatch } : known;
}

const noContext: Turn['context'] = Object.freeze(Object.create(null));

/** So that no name finds anything the bot did not send. */
function withoutPrototype(context: Readonly<Record<string, Fact>>): Turn['context'] {
  return Object.assign(Object.create(null), context);
}

function toTranscript(transcript: EvaluateRequest['transcript'], hosts: ReadonlySet<string>): Transcript | undefined {
  if (!transcript) return undefined;
  if ('activities' in transcript && transcript.activities) return { activities: transcript.activities };
  const { contentUrl } = transcript as { contentUrl: string };
  if (isAllowed(contentUrl, hosts)) return { contentUrl };
  const message =
    hosts.size === 0
      ? 'Must name a host that the operator allows, and none is allowed yet; the operator sets TRANSCRIPT_HOSTS.'
      : 'Must be an https address without a user name, on a host that the operator lists in TRANSCRIPT_HOSTS.';
  throw invalid([{ path: '/transcript/contentUrl', message }]);
}

function isAllowed(contentUrl: string, hosts: ReadonlySet<string>): boolean {
  if (!URL.canParse(contentUrl)) return false;
  const { protocol, host, username, password } = new URL(contentUrl);
  return protocol === 'https:' && username === '' && password === '' && hosts.has(host);
}
