import type { DegradedCause, Intent, Sentiment, TalkToHuman } from '../core/analysis.js';

/** What a cloud said about one utterance (`cut`: only its beginning was read), or why it said nothing. */
export type CloudAnswer<T> = { readonly value: T; readonly cut: boolean } | { readonly lost: DegradedCause };

/**
 * Asks a cloud about one utterance. `language` is a BCP-47 tag the cloud understands, undefined when nobody can tell.
 * Never rejects, and settles within the limit the cloud was opened with, whatever becomes of the network.
 */
export type Ask<T> = (utterance: string, language: string | undefined) => Promise<CloudAnswer<T>>;

/** What a cloud makes of the wishes in an utterance; undefined where it measured none. */
export interface Intents {
  readonly talkToHuman: TalkToHuman | undefined;
  readonly intent: Intent | undefined;
}

/** A cloud that can be asked for what the operator has of it. */
export interface Cloud {
  readonly name: string;
  readonly sentiment: Ask<Sentiment> | undefined;
  readonly intents: Ask<Intents> | undefined;
  /** What an operator should look at, one sentence each: the cloud is degraded, never down. */
  health(): readonly string[];
  close(): Promise<void>;
}
