import type { Analysis, Degraded, DegradedCause, Intent, Sentiment, TalkToHuman } from '../core/analysis.js';
import { rounded } from '../core/signals/index.js';
import type { Ask, Cloud, CloudAnswer, Intents } from './cloud.js';
import type { Nlu, Question, Thresholds } from './nlu.js';
import type { Tally } from './tally.js';

/** Whether the cloud's answer could matter, given the own score (undefined: not measured) and the policy's thresholds. */
export type WorthAsking = (score: number | undefined, thresholds: readonly number[]) => boolean;

/**
 * `own`, the embedded models, answers first; the cloud is asked where that is worth it, and its scores then replace the
 * first. What the cloud cannot say, those stand in for, and `degraded` says why. A picked menu choice, and a request for
 * a human that is sure enough for every rule of the policy, never wait for the network.
 */
export function createSecondOpinion(own: Nlu, cloud: Cloud, worthAsking: WorthAsking, tally: Tally): Nlu {
  let thresholds: Thresholds = { talkToHuman: [], negativeSentiment: [] };
  let requestFrom = Number.POSITIVE_INFINITY;

  function consult(question: Question, first: Analysis): Analysis | Promise<Analysis> {
    if (question.picked || question.text.trim() === '') return first;
    const requested = (rounded(first.talkToHuman?.score) ?? 0) >= requestFrom;
    const intents = worth('talkToHuman', requested, cloud.intents, first.talkToHuman?.score);
    const sentiment = worth('negativeSentiment', requested, cloud.sentiment, first.sentiment?.negative);
    if (!intents && !sentiment) return first;
    const language = languageFor(question.locale, first.language);
    return merge(first, sentiment?.(question.text, language), intents?.(question.text, language));
  }

  function worth<T>(signal: keyof Thresholds, requested: boolean, ask: Ask<T> | undefined, score: number | undefined) {
    if (!ask) return undefined;
    const asks = !requested && worthAsking(score, thresholds[signal]);
    tally[asks ? 'asked' : 'saved'](signal);
    return asks ? ask : undefined;
  }

  async function merge(
    first: Analysis,
    sentimentAsked: Promise<CloudAnswer<Sentiment>> | undefined,
    intentsAsked: Promise<CloudAnswer<Intents>> | undefined,
  ): Promise<Analysis> {
    const sentiment = await sentimentAsked;
    const intents = await intentsAsked;
    const heardSentiment = sentiment && 'value' in sentiment ? sentiment.value : undefined;
    const heard = intents && 'value' in intents ? intents.value : undefined;
    compare('negativeSentiment', first.sentiment?.negative, heardSentiment?.negative);
    compare('talkToHuman', first.talkToHuman?.score, heard?.talkToHuman?.score);
    return {
      language: first.language,
      talkToHuman: heard?.talkToHuman ?? first.talkToHuman,
      sentiment: heardSentiment ?? first.sentiment,
      intent: heard?.intent ?? first.intent,
      degraded: [
        ...first.degraded.filter(({ signal }) => !measured(signal, heardSentiment, heard)),
        ...shortfalls(cloud.name, ['sentiment'], sentiment),
        ...shortfalls(cloud.name, ['talkToHuman', 'intent'], intents),
      ],
    };
  }

  function compare(signal: keyof Thresholds, before: number | undefined, after: number | undefined): void {
    if (before === undefined || after === undefined) return;
    const differs = thresholds[signal].some((threshold) => reaches(before, threshold) !== reaches(after, threshold));
    tally[differs ? 'disagreed' : 'agreed'](signal);
  }

  return {
    analyze(question) {
      const first = own.analyze(question);
      return first instanceof Promise
        ? first.then((analysis) => consult(question, analysis))
        : consult(question, first);
    },
    tune(next) {
      thresholds = next;
      requestFrom = Math.max(...next.talkToHuman);
      if (next.talkToHuman.length === 0) requestFrom = Number.POSITIVE_INFINITY;
      own.tune?.(next);
    },
    health: () => [...(own.health?.() ?? []), ...cloud.health()],
    async close() {
      await Promise.all([own.close(), cloud.close()]);
    },
  };
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
  const cause: DegradedCause | undefined = !answer
    ? undefined
    : 'lost' in answer
      ? answer.lost
      : answer.cut
        ? 'cut'
        : undefined;
  return cause ? signals.map((signal) => ({ provider, signal, cause })) : [];
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
