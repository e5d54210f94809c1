import { randomUUID } from 'node:crypto';
import { clean } from '../core/cleaning/clean.js';
import { givenMenuChoice, matchMenuChoice, menuFromTranscript } from '../core/menu/index.js';
import type { Activity, Fact, Menu, MenuChoice, Transcript, Turn } from '../core/turn.js';
import type { EvaluateRequest } from './read-request.js';
import { invalid } from './request-refused.js';

const mostNameLength = 1_024;

/**
 * Takes what we use from a request that fits the contract. In the activity, which channels write, a value we cannot use
 * counts as absent. `transcriptHosts` are the hosts (with their port, if not 443) that a contentUrl may name.
 */
export function toTurn(request: EvaluateRequest, transcriptHosts: ReadonlySet<string>): Turn {
  const activity: Activity = request.activity;
  const transcript = toTranscript(request.transcript, transcriptHosts);
  const { text, cleaned, isCut } = clean(activity);
  const locale = nameIn(activity.locale);
  const menu = request.menu ? toMenu(request.menu) : menuFromTranscript(transcript?.activities, activity);
  const menuChoice = request.menuChoice
    ? givenMenuChoice(request.menuChoice, menu)
    : menu && matchMenuChoice({ text, typed: activity.text, value: activity.value }, menu, locale);
  return {
    kind: kindOf(activity),
    id: nameIn(activity.id) ?? `gen-${randomUUID()}`,
    conversation: request.activity.conversation.id,
    utterance: menuChoice ? '' : text,
    cleaned,
    isCut,
    locale,
    channel: nameIn(activity.channelId),
    menuChoice,
    title: menuChoice && titleOf(menuChoice, menu, text),
    recognition: toRecognition(request.recognition),
    context: request.context ? withoutPrototype(request.context) : noContext,
    transcript,
    activity,
  };
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

/** Of a choice that no menu shows, the text is what the user saw, because channels send a button's title as text. */
function titleOf({ value, index }: MenuChoice, menu: Menu | undefined, text: string): string {
  const choice = index === null ? undefined : menu?.choices[index];
  return choice ? (choice.title ?? choice.value) : text || value;
}

function kindOf({ type, name, from }: Activity): Turn['kind'] {
  if (type === 'event' && name === 'handoff.status') return 'status';
  const isMessage = type === 'message' || typeof type !== 'string' || type === '';
  const isBot = (from as { role?: unknown } | null | undefined)?.role === 'bot';
  return isMessage && !isBot ? 'user' : 'other';
}

/** A short non-empty string such as an id or a language tag. */
function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= mostNameLength ? value : undefined;
}

function toRecognition(recognition: EvaluateRequest['recognition']): Turn['recognition'] {
  return recognition ? { intent: recognition.intent ?? undefined, score: recognition.score ?? undefined } : undefined;
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
