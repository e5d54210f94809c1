import type { Activity, RedactedCounts, Transcript } from './turn.js';

/** The most a whole activity may weigh on Direct Line and Facebook, in bytes of its JSON (Bot Framework FAQ). */
export const mostActivityBytes = 262_144;

/** How deep an activity of a transcript may nest; deeper ones no channel made. */
export const deepest = 64;
/** What the attachment's wrapper and the note of what was left out weigh at most. */
const wrapperBytes = 400;

/** How many activities, or cards of activities, did not fit. */
export interface LeftOut {
  tracesAndTyping: number;
  cards: number;
  oldest: number;
  tooDeep: number;
}

/** The transcript as the attachment `Transcript` of a handoff (name and content type are compared exactly by hubs). */
export interface TranscriptAttachment {
  readonly contentType: 'application/json';
  readonly name: 'Transcript';
  readonly content?: {
    readonly activities: readonly Activity[];
    readonly leftOut?: Partial<LeftOut>;
    readonly redacted?: RedactedCounts;
  };
  readonly contentUrl?: string;
}

/**
 * Attaches a transcript so that the activity stays under 262,144 bytes, `headBytes` of which are taken: first trace and
 * typing activities go, then cards, oldest first, then the oldest activities. `leftOut` says how many of each. Yields
 * wherever it may be interrupted.
 */
export function* fittedTranscript(transcript: Transcript, headBytes: number): Generator<void, TranscriptAttachment> {
  if (transcript.contentUrl !== undefined) return attachment({ contentUrl: transcript.contentUrl });
  const room = mostActivityBytes - headBytes - wrapperBytes;
  const leftOut: LeftOut = { tracesAndTyping: 0, cards: 0, oldest: 0, tooDeep: 0 };
  const shallow: Weighed[] = [];
  for (const activity of transcript.activities) {
    if (withinDepth(activity, deepest)) shallow.push(weighed(activity));
    yield;
  }
  leftOut.tooDeep = transcript.activities.length - shallow.length;
  const activities = yield* fitted(shallow, room, leftOut);
  const counts = Object.fromEntries(Object.entries(leftOut).filter(([, count]) => count > 0));
  const { redacted } = transcript;
  return attachment({
    content: { activities, ...(Object.keys(counts).length > 0 && { leftOut: counts }), ...(redacted && { redacted }) },
  });
}

function attachment(body: Pick<TranscriptAttachment, 'content' | 'contentUrl'>): TranscriptAttachment {
  return { contentType: 'application/json', ...body, name: 'Transcript' };
}

interface Weighed {
  readonly activity: Activity;
  readonly bytes: number;
}

function weighed(activity: Activity): Weighed {
  return { activity, bytes: jsonBytes(activity) + 1 };
}

function* fitted(all: readonly Weighed[], room: number, leftOut: LeftOut): Generator<void, Activity[]> {
  let kept = all;
  if (weight(kept) > room) {
    kept = kept.filter(({ activity: { type } }) => type !== 'trace' && type !== 'typing');
    leftOut.tracesAndTyping = all.length - kept.length;
  }
  const stripped = yield* withoutOldCards(kept, room, leftOut);
  let bytes = weight(stripped);
  let from = 0;
  for (; from < stripped.length && bytes > room; from++) bytes -= (stripped[from] as Weighed).bytes;
  leftOut.oldest = from;
  return stripped.slice(from).map(({ activity }) => activity);
}

function weight(activities: readonly Weighed[]): number {
  return activities.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Takes cards away, from the oldest activity on, until the rest fits. */
function* withoutOldCards(all: readonly Weighed[], room: number, leftOut: LeftOut): Generator<void, Weighed[]> {
  let bytes = weight(all);
  const kept: Weighed[] = [];
  for (const one of all) {
    const { attachments, channelData, suggestedActions, ...words } = one.activity;
    const hasCards = attachments !== undefined || channelData !== undefined || suggestedActions !== undefined;
    const isLightened = bytes > room && hasCards;
    const left = isLightened ? weighed(words) : one;
    if (isLightened) leftOut.cards++;
    bytes -= one.bytes - left.bytes;
    kept.push(left);
    yield;
  }
  return kept;
}

/** The weight of a value as JSON, in bytes. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** Whether a value nests at most so deep; looks no deeper than that. */
export function withinDepth(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  for (const item of Array.isArray(value) ? value : Object.values(value))
    if (!withinDepth(item, depth - 1)) return false;
  return true;
}
