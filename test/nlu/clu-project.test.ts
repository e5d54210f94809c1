import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Utterance {
  readonly text: string;
  readonly language: string;
  readonly intent: string;
  readonly dataset: string;
}

const project = JSON.parse(readFileSync('models/clu/escalation-intents.json', 'utf8'));
const utterances: readonly Utterance[] = project.assets.utterances;
const languages = ['en-us', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ja', 'zh-hans'];
const intents = ['TalkToHuman', 'DeclineHuman', 'None'];

describe('the CLU project an operator imports', () => {
  test('goes by the name and intent that the settings have by default', () => {
    expect(project.metadata.projectName).toBe('escalation-intents');
    expect(project.metadata.multilingual).toBe(true);
    expect(project.assets.intents.map(({ category }: { category: string }) => category)).toEqual(intents);
  });

  test.each(languages)('has sentences to train and to test every intent in %s', (language) => {
    for (const intent of intents)
      for (const [dataset, atLeast] of [
        ['Train', 5],
        ['Test', 1],
      ] as const) {
        const some = utterances.filter((u) => u.language === language && u.intent === intent && u.dataset === dataset);
        expect(some.length, `${intent} ${dataset}`).toBeGreaterThanOrEqual(atLeast);
      }
  });

  test('says nothing twice, nothing too long for authoring, and nothing in a language it does not cover', () => {
    const texts = utterances.map(({ language, text }) => `${language} ${text.toLowerCase()}`);
    expect(new Set(texts).size).toBe(texts.length);
    expect(utterances.filter(({ text }) => text.length > 500)).toEqual([]);
    expect(utterances.filter(({ language }) => !languages.includes(language))).toEqual([]);
  });
});
