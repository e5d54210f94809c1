import type { KeptAnalysis } from './conversation.js';
import type { Decision } from './decision.js';
import { fittedTranscript, jsonBytes, mostActivityBytes, withinDepth } from './transcript.js';
import type { Activity, Fact, Turn } from './turn.js';

/** The hub-specific `value` of a handoff activity. */
export type HandoffContext = Readonly<Record<string, unknown>>;

/** A handoff event in the form that leaves a bot: `from` is the bot, `recipient` the user. `handoff.status` takes one back. */
export interface HandoffActivity extends Activity {
  readonly type: 'event';
  readonly name: 'handoff.initiate' | 'handoff.status';
  readonly id: string;
  readonly conversation: { readonly id: string; readonly [field: string]: unknown };
  readonly value: HandoffContext;
}

/** What every hub's handoff context is made from. */
export interface Handover {
  readonly turn: Turn;
  readonly decision: Decision;
  readonly analysis: KeptAnalysis;
  readonly handoffId: string;
}

/**
 * The context every hub gets. `skill` and `Skill` because published consumers read one or the other. The caller's facts
 * come under their own names and never replace ours; `lastUtterance` only where the operator allows it.
 */
export function handoffContext(
  { turn, decision, analysis, handoffId }: Handover,
  lastUtterance: boolean,
): HandoffContext {
  const ours: Record<string, unknown> = {
    skill: decision.skill,
    Skill: decision.skill,
    reason: decision.reason,
    ruleId: decision.ruleId,
    handoffId,
    decisionId: decision.id,
    sentiment: analysis.sentiment?.label ?? null,
    talkToHuman: analysis.talkToHuman?.score ?? null,
    language: analysis.language,
  };
  if (lastUtterance && turn.utterance !== '') ours.lastUtterance = turn.utterance;
  return { ...unclashing(turn.context, ours), ...ours };
}

function unclashing(context: Readonly<Record<string, Fact>>, ours: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(context).filter(([key]) => !Object.hasOwn(ours, key) && key !== '__proto__'),
  );
}

/**
 * The event that hands the conversation over, in the wire form of a bot's reply (measured on the SDK's CloudAdapter).
 * Its `id` is the handoff's, so a hub can drop doubles; no `timestamp`, `localTimezone` or empty lists, which bots
 * should not send (activity spec A2031, A2041, A3050). Always under 262,144 bytes: see `fittedTranscript`.
 */
export function handoffActivity(turn: Turn, handoffId: string, value: HandoffContext): HandoffActivity {
  const making = makeHandoffActivity(turn, handoffId, value);
  for (;;) {
    const made = making.next();
    if (made.done) return made.value;
  }
}

/** As `handoffActivity`, of which a long transcript takes long; yields wherever it may be interrupted. */
export function* makeHandoffActivity(
  turn: Turn,
  handoffId: string,
  value: HandoffContext,
): Generator<void, HandoffActivity> {
  const head = eventOf(turn, 'handoff.initiate', handoffId, fittedContext(value));
  if (!turn.transcript) return head;
  return { ...head, attachments: [yield* fittedTranscript(turn.transcript, jsonBytes(head))] };
}

/** The id of the activity that says that a handoff was taken back; it waits for delivery beside the handoff's own. */
export function withdrawalId(handoffId: string): string {
  return `${handoffId}-withdrawn`;
}

/** The status event that tells the agent hub that the user took the request back. */
export function withdrawalActivity(turn: Turn, handoffId: string): HandoffActivity {
  const message = 'The user took the request back.';
  const value = { state: 'failed', cause: 'withdrawn', message, handoffId };
  return eventOf(turn, 'handoff.status', withdrawalId(handoffId), value);
}

function eventOf(turn: Turn, name: HandoffActivity['name'], id: string, value: HandoffContext): HandoffActivity {
  return withoutAbsent({
    type: 'event',
    name,
    id,
    channelId: text(turn.activity.channelId),
    serviceUrl: text(turn.activity.serviceUrl),
    conversation: conversationOf(turn),
    from: account(turn.activity.recipient),
    recipient: account(turn.activity.from),
    replyToId: text(turn.activity.id),
    locale: text(turn.activity.locale),
    relatesTo: relatesTo(turn),
    value,
  }) as unknown as HandoffActivity;
}

/** The conversation reference of the inbound activity; A7550: without a `channelId` there is none. */
function relatesTo(turn: Turn) {
  const { activity } = turn;
  const channelId = text(activity.channelId);
  if (channelId === undefined) return undefined;
  return withoutAbsent({
    activityId: text(activity.id),
    user: account(activity.from),
    bot: account(activity.recipient),
    conversation: conversationOf(turn),
    channelId,
    locale: text(activity.locale),
    serviceUrl: text(activity.serviceUrl),
  });
}

function withoutAbsent(fields: Record<string, unknown>): Record<string, unknown> {
  for (const key of Object.keys(fields)) if (fields[key] === undefined) delete fields[key];
  return fields;
}

const longestText = 2048;

/** A field that must be text and not empty (validators refuse empty ones); anything else is left out. */
function text(field: unknown): string | undefined {
  return typeof field === 'string' && field !== '' && field.length <= longestText ? field : undefined;
}

const mostAccountBytes = 4096;

/** The fields of accounts and conversations that the SDK takes as texts only (agents-activity 1.8, its zod schemas). */
const accountTexts = [
  'id',
  'name',
  'aadObjectId',
  'tenantId',
  'role',
  'conversationType',
  'agenticUserId',
  'agenticAppId',
  'agenticAppBlueprintId',
] as const;

/** The conversation as the channel sent it, by the id that the turn is known under. */
function conversationOf({ activity, conversation }: Turn): unknown {
  const sent = account(activity.conversation);
  return sent?.id === undefined ? { ...sent, id: conversation } : sent;
}

/**
 * An account or conversation object as the channel sent it, less what the SDK's validator refuses; reduced to id and
 * name when it is unreasonably large.
 */
function account(field: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof field !== 'object' || field === null || Array.isArray(field)) return undefined;
  const sent = field as Readonly<Record<string, unknown>>;
  const isReasonable = withinDepth(sent, 16) && jsonBytes(sent) <= mostAccountBytes;
  return valid(isReasonable ? sent : { id: sent.id, name: sent.name });
}

/** Numbers become texts, because some channels write ids so; what is no text is left out. */
function valid(sent: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const changed: Record<string, unknown> = {};
  for (const name of accountTexts)
    if (Object.hasOwn(sent, name) && text(sent[name]) === undefined) changed[name] = textOfNumber(sent[name]);
  if (sent.isGroup !== undefined && typeof sent.isGroup !== 'boolean') changed.isGroup = undefined;
  return Object.keys(changed).length === 0 ? sent : withoutAbsent({ ...sent, ...changed });
}

function textOfNumber(field: unknown): string | undefined {
  return typeof field === 'number' ? String(field) : undefined;
}

const mostContextBytes = mostActivityBytes / 2;

/** Facts beyond half of what an activity may weigh are left out, the last ones first, and their number is said. */
function fittedContext(value: HandoffContext): HandoffContext {
  if (jsonBytes(value) <= mostContextBytes) return value;
  const fitted: Record<string, unknown> = {};
  let bytes = 2;
  let leftOut = 0;
  for (const [key, fact] of Object.entries(value).reverse()) {
    bytes += jsonBytes(key) + jsonBytes(fact) + 2;
    if (bytes <= mostContextBytes) fitted[key] = fact;
    else leftOut++;
  }
  return { ...fitted, contextLeftOut: leftOut };
}
