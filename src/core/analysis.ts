/** Who measured: the NLU provider and the model with its version, e.g. `embedded` and `talk-to-human@3`. */
export interface Source {
  readonly provider: string;
  readonly model: string;
}

/** How sure the provider is that the user asks for a human, in [0, 1]. */
export interface TalkToHuman extends Source {
  readonly score: number;
}

export type SentimentLabel = 'positive' | 'neutral' | 'negative' | 'mixed';

/** Three confidence scores in [0, 1] that add up to 1. `mixed` is a label of clouds; its scores are what counts. */
export interface Sentiment extends Source {
  readonly label: SentimentLabel;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

/** The provider's top intent beside talk-to-human: a routing hint for `intent … in […]` conditions. */
export interface Intent extends Source {
  readonly name: string;
  readonly score: number;
}

/** Why a provider could not measure, or not fully. A closed list, shown in the answer. */
export type DegradedCause =
  | 'timeout'
  | 'throttled'
  | 'unauthorized'
  | 'unavailable'
  | 'bad-response'
  | 'unsupported-language'
  | 'cut';

export interface Degraded {
  readonly provider: string;
  readonly signal: 'talkToHuman' | 'sentiment' | 'intent';
  readonly cause: DegradedCause;
}

/**
 * A provider's answer about one utterance. `undefined` means it was not measured: never 0, never neutral.
 * `language` is a BCP-47 primary tag of the utterance, undefined when nobody can tell.
 */
export interface Analysis {
  readonly language: string | undefined;
  readonly talkToHuman: TalkToHuman | undefined;
  readonly sentiment: Sentiment | undefined;
  readonly intent?: Intent | undefined;
  readonly degraded: readonly Degraded[];
}

/** The analysis of a turn on which there was nothing to read. */
export const nothingMeasured: Analysis = Object.freeze({
  language: undefined,
  talkToHuman: undefined,
  sentiment: undefined,
  degraded: Object.freeze([]),
});
