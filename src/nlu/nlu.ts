import type { Analysis } from '../core/analysis.js';

/** What a provider is asked about one turn. */
export interface Question {
  /** What the user typed, or the title of the menu choice they picked; bounded, never empty. */
  readonly text: string;
  /** The activity's locale as it came (BCP-47, unchecked), a hint only. */
  readonly locale: string | undefined;
  /** True when `text` is the title of a picked choice: only talkToHuman is measured, and never over the network. */
  readonly picked: boolean;
  /** True when `text` is only the beginning and the end of what was typed; false when absent. */
  readonly cut?: boolean;
}

/** The thresholds the active policy sets on what a provider measures; a provider may spend effort only near them. */
export interface Thresholds {
  readonly talkToHuman: readonly number[];
  readonly negativeSentiment: readonly number[];
}

/**
 * Analyses an utterance. It always answers: what it cannot measure is undefined, and `degraded` says why. A provider
 * that waits for something bounds that wait itself. It never keeps or logs the text.
 */
export interface Nlu {
  analyze(question: Question): Analysis | Promise<Analysis>;
  /** Told once at start and at each policy load. */
  tune?(thresholds: Thresholds): void;
  /** The models that measure, each with its version; a cloud by its name. */
  readonly models?: readonly string[];
  /** Not ready or degraded parts in one sentence each; empty when all is well. */
  health?(): readonly string[];
  close(): Promise<void>;
}
