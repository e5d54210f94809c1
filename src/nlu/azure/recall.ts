import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Ask, CloudAnswer } from '../cloud.js';

export interface RecallSettings {
  readonly cacheSize: number;
  readonly cacheMinutes: number;
}

/**
 * Asks once for the same words: an answer is kept for a while, and turns that say the same at the same time share one
 * call. What was lost is not kept. Words are known by a keyed hash whose key lives as long as the process, so that no
 * text stands in memory longer than its turn.
 */
export function createRecall<T extends object>(settings: RecallSettings, ask: Ask<T>, onRecall: () => void): Ask<T> {
  const secret = randomBytes(32);
  const kept = new LRUCache<string, CloudAnswer<T>>({ max: settings.cacheSize, ttl: settings.cacheMinutes * 60_000 });
  const asking = new Map<string, Promise<CloudAnswer<T>>>();

  async function askAndKeep(key: string, utterance: string, language: string | undefined): Promise<CloudAnswer<T>> {
    try {
      const answer = await ask(utterance, language);
      if ('value' in answer) kept.set(key, answer);
      return answer;
    } finally {
      asking.delete(key);
    }
  }

  return (utterance, language) => {
    const key = createHmac('sha256', secret)
      .update(`${language ?? ''}\0${utterance}`)
      .digest('base64');
    const keptAnswer = kept.get(key);
    const known = keptAnswer ? Promise.resolve(keptAnswer) : asking.get(key);
    if (known) {
      onRecall();
      return known;
    }
    const answer = askAndKeep(key, utterance, language);
    asking.set(key, answer);
    return answer;
  };
}
