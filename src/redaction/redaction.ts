import type { Turn } from '../core/turn.js';
import type { Recognize } from './recognizers/recognizer.js';

/** Takes what the recognizers and the operator's patterns find out of a turn. */
export interface Redaction {
  /**
   * The turn as it may be handed over: transcript and utterance redacted, and everything else as it was. `emits` says
   * whether this service hands it over itself, which is what `of: 'emit'` asks for. A long transcript is redacted in slices.
   */
  redact(turn: Turn, emits: boolean): Promise<Turn>;
}

/** `REDACTION_*` as it is used: the operator's patterns are compiled. */
export interface RedactionSettings {
  readonly of: 'emit' | 'all' | 'none';
  readonly region: string | undefined;
  readonly patterns: readonly Recognize[];
}
