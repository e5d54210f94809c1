import type { Analysis, Degraded, DegradedCause, Intent, Sentiment, TalkToHuman } from '../core/analysis.js';
import { rounded } from '../core/signals/index.js';
import type { Ask, Cloud, CloudAnswer, Intents } from './cloud.js';
import type { Nlu, Question, Thresholds } from './nlu.js';
import type { Tally } from './tally.js';

function modelsOf({ name, sentiment, intents }: Cloud): string[] {
  return [...(sentiment ? [`${name} sentiment`] : []), ...(intents ? [`${name} intents`] : [])];
}

/** Whether the cloud's answer could matter, given the own score (undefined: not measured) and the policy's thresholds. */
export type WorthAsking = (score: number | undefined, thresholds: readonly number[]) => boolean;

/**
 * `own`, the embedded models, answers first; the cloud is asked where that is worth it, and its scores then replace the first. What the cloud
 * cannot say, those stand in for, and `degraded` says why. A picked menu choice, and a request for a human that is sure
 * enough for every rule of the policy, never wait for the network.
 */
export function createSecondOpinion(own: Nlu, cloud: Cloud, worthAsking: WorthAsking, tally: Tally): Nlu {
  let thresholds: Thresholds = { talkToHuman: [], negativeSentiment: [] };

  function consult(question: Question, first: Analysis): Analysis | Promise<Analysis> {
    if (question.picked || question.text.trim() === '') return first;
    const isSureRequest = reachesAll(first.talkToHuman?.score, thresholds.talkToHuman);
    const intents = askWorth('talkToHuman', isSureRequest, cloud.intents, first.talkToHuman?.score);
    const sentiment = askWorth('negativeSentiment', isSureRequest, cloud.sentiment, first.sentiment?.negative);
    if (!intents && !sentiment) return first;
    const language = languageFor(question.locale, first.language);
    return answered(first, sentiment?.(question.text, language), intents?.(question.text, language));
  }

  /** What to ask the cloud about a signal; undefined where that is not worth it. */
  function askWorth<T>(
    signal: keyof Thresholds,
    isSureRequest: boolean,
    ask: Ask<T> | undefined,
    score: number | undefined,
  ): Ask<T> | undefined {
    if (!ask) return undefined;
    const asks = !isSureRequest && worthAsking(score, thresholds[signal]);
    tally[asks ? 'asked' : 'saved'](signal);
    return asks ? ask : undefined;
  }

  async function answered(
    first: Analysis,
    sentimentAsked: Promise<CloudAnswer<Sentiment>> | undefined,
    intentsAsked: Promise<CloudAnswer<Intents>> | undefined,
  ): Promise<Analysis> {
    const sentiment = await sentimentAsked;
    const intents = await intentsAsked;
    compare('negativeSentiment', first.sentiment?.negative, scoresIn(sentiment)?.negative);
    compare('talkToHuman', first.talkToHuman?.score, scoresIn(intents)?.talkToHuman?.score);
    return merged(first, cloud.name, sentiment, intents);
  }

  function compare(signal: keyof Thresholds, before: number | undefined, after: number | undefined): void {
    if (before === undefined || after === undefined) return;
    tally[areApart(before, after, thresholds[signal]) ? 'disagreed' : 'agreed'](signal);
  }

  return {
    models: [...(own.models ?? []), ...modelsOf(cloud)],
    analyze(question) {
      const first = own.analyze(question);
      if (first instanceof Promise) return first.then((analysis) => consult(question, analysis));
      return consult(question, first);
    },
    tune(next) {
      thresholds = next;
      own.tune?.(next);
    },
    health: () => [...(own.health?.() ?? []), ...cloud.health()],
    async close() {
      await Promise.all([own.close(), cloud.close()]);
    },
  };
}

/** The cloud's scores in the place of the first ones, where it has them, and what is missing of them. */
function merged(
  first: Analysis,
  provider: string,
  sentiment: CloudAnswer<Sentiment> | undefined,
  intents: CloudAnswer<Intents> | undefined,
): Analysis {
  const cloudSentiment = scoresIn(sentiment);
  const cloudIntents = scoresIn(intents);
  return {
    language: first.language,
    talkToHuman: cloudIntents?.talkToHuman ?? first.talkToHuman,
    sentiment: cloudSentiment ?? first.sentiment,
    intent: cloudIntents?.intent ?? first.intent,
    degraded: [
      ...first.degraded.filter(
        ({ signal, cause }) => cause === 'cut' || !measured(signal, cloudSentiment, cloudIntents),
      ),
      ...shortfalls(provider, ['sentiment'], sentiment),
      ...shortfalls(provider, ['talkToHuman', 'intent'], intents),
    ],
  };
}

function scoresIn<T>(answer: CloudAnswer<T> | undefined): T | undefined {
  return answer && 'value' in answer ? answer.value : undefined;
}

/** Whether a score is sure enough for every rule of the policy; false where no rule has a threshold on it. */
function reachesAll(score: number | undefined, thresholds: readonly number[]): boolean {
  return thresholds.length > 0 && reaches(score ?? 0, Math.max(...thresholds));
}

/** Whether a threshold lies between two scores. */
function areApart(one: number, other: number, thresholds: readonly number[]): boolean {
  return thresholds.some((threshold) => reaches(one, threshold) !== reaches(other, threshold));
}

/** As rules see it. */
function reaches(score: number, threshold: number): boolean {
  return (rounded(score) ?? 0) >= threshold;
}

/** Whether the cloud measured what the embedded models could not, so that their excuse no longer holds. */
function measured(signal: Degraded['signal'], sentiment: Sentiment | undefined, intents: Intents | undefined): boolean {
  const values: Record<Degraded['signal'], Sentiment | TalkToHuman | Intent | undefined> = {
    sentiment,
    talkToHuman: intents?.talkToHuman,
    intent: intents?.intent,
  };
  return values[signal] !== undefined;
}

function shortfalls(
  provider: string,
  signals: readonly Degraded['signal'][],
  answer: CloudAnswer<unknown> | undefined,
): readonly Degraded[] {
  const cause = answer && causeOf(answer);
  return cause ? signals.map((signal) => ({ provider, signal, cause })) : [];
}

/** Undefined for an answer in full. */
function causeOf(answer: CloudAnswer<unknown>): DegradedCause | undefined {
  if ('lost' in answer) return answer.lost;
  return answer.cut ? 'cut' : undefined;
}

/**
 * The language to name to a cloud: the locale's, where the utterance is in it, as it may also tell the script or region;
 * else the language the utterance was recognised to be in.
 */
function languageFor(locale: string | undefined, detected: string | undefined): string | undefined {
  const tag = locale?.replaceAll('_', '-');
  if (tag === undefined || !languageTag.test(tag)) return detected;
  return detected === undefined || tag.split('-', 1)[0]?.toLowerCase() === detected ? tag : detected;
}

/** A language with an optional script and region; what else a locale may hold no cloud understands. */
const languageTag = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i;
