import type { Speaker } from '../roles.js';
import type { Activity } from '../turn.js';

/** A choice the user tapped, as the channel tells it. */
export interface Tap {
  /** What the tap posted: texts, or objects that hold one; the surest first. */
  readonly posted: readonly unknown[];
  /** What the choice said on the screen, where the channel tells. */
  readonly title?: string | undefined;
  /** The verb of the action that was tapped: of choices that post the same, it tells one from the other. */
  readonly verb?: string | undefined;
}

/**
 * How one channel, or one way to write to a bot, tells what the words alone do not: that a choice was tapped, and who
 * speaks. `native` is the activity's `channelData`, without fields where there is none. Both answer undefined for an
 * activity that is not of this convention.
 */
export interface Convention {
  /** It is asked only about `channelData` with one of these fields; with none, about every activity. */
  readonly fields: readonly string[];
  readonly tap?: (activity: Activity, native: Activity) => Tap | undefined;
  readonly speaker?: (activity: Activity, native: Activity) => Speaker | undefined;
}
