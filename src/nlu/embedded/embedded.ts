import type { Analysis, Degraded, Sentiment, TalkToHuman } from '../../core/analysis.js';
import { definePart, defineSettings, type Open } from '../../lib/settings.js';
import type { Nlu, Question } from '../nlu.js';
import { mostRead } from './features.js';
import { createLanguageDetector, type DetectLanguage } from './language.js';
import { primaryTag } from './locale.js';
import { type Card, installedModels, loadModel, type Model } from './model.js';
import { modelsSetting } from './models-setting.js';
import { createReader } from './reader.js';
import { createSentimentScorer, type SentimentCard } from './sentiment.js';
import { createTalkToHumanScorer, type TalkToHumanCard } from './talk-to-human.js';

interface LanguageCard extends Card {
  /** The languages of the table's columns, as primary tags. */
  readonly labels: readonly string[];
  readonly localeBonus: number;
  readonly atLeast: number;
}

/** At this score a request for a human stands even in a language we have not measured. */
const plainRequest = 0.5;

/**
 * Opens the models that come with the service. They answer at once, in the calling thread, from `mostRead` units of the
 * text, its beginning and its end where it is longer, and nothing of the text is kept.
 *
 * `NLU_MODELS` names another folder of models.
 *
 * @throws ModelError for a model that is missing, damaged or of another kind
 */
export const openEmbeddedNlu: Open<Nlu> = definePart(defineSettings('NLU', modelsSetting), async (settings) => {
  const folder = settings.models === undefined ? installedModels : `${settings.models.replace(/\/$/, '')}/`;
  const [language, talkToHuman, sentiment] = await Promise.all([
    loadModel<LanguageCard>(folder, 'language'),
    loadModel<TalkToHumanCard>(folder, 'talk-to-human', 1),
    loadModel<SentimentCard>(folder, 'sentiment', 3),
  ]);
  const models = [language, talkToHuman, sentiment].map(({ name }) => name);
  return { ...createEmbeddedNlu(languageDetectorOf(language), talkToHuman, sentiment), models };
});

function languageDetectorOf({ card, rows }: Model<LanguageCard>): DetectLanguage {
  return createLanguageDetector({
    bits: card.table.bits,
    scale: card.table.scale,
    rows,
    bias: card.bias,
    languages: card.labels,
    localeBonus: card.localeBonus,
    atLeast: card.atLeast,
  });
}

function createEmbeddedNlu(
  detectLanguage: DetectLanguage,
  talkToHuman: Model<TalkToHumanCard>,
  sentiment: Model<SentimentCard>,
): Nlu {
  const reader = createReader();
  const scoreTalkToHuman = createTalkToHumanScorer(talkToHuman);
  const scoreSentiment = createSentimentScorer(sentiment);
  const talkToHumanLanguages = new Set(talkToHuman.card.languages);
  const sentimentLanguages = new Set(sentiment.card.languages);

  function analyze({ text, locale, picked, cut }: Question): Analysis {
    const features = reader.read(text);
    const localeTag = primaryTag(locale);
    const detected = detectLanguage(features, localeTag);
    const language = detected === 'und' ? undefined : detected;
    const degraded: Degraded[] = [];
    let request: TalkToHuman | undefined = scoreTalkToHuman(features, language ?? localeTag);
    if (detected !== undefined && !talkToHumanLanguages.has(detected) && request.score < plainRequest) {
      request = undefined;
      degraded.push(unsupported('talkToHuman'));
    }
    let feeling: Sentiment | undefined;
    if (!picked) {
      if (detected === undefined || sentimentLanguages.has(detected)) feeling = scoreSentiment(features);
      else degraded.push(unsupported('sentiment'));
    }
    if (cut || text.length > mostRead) degraded.push(...cutSignals(request, feeling));
    return { language, talkToHuman: request, sentiment: feeling, degraded };
  }

  return { analyze, async close() {} };
}

function unsupported(signal: Degraded['signal']): Degraded {
  return { provider: 'embedded', signal, cause: 'unsupported-language' };
}

/** What was measured, on the beginning and the end of the text only. */
function cutSignals(request: TalkToHuman | undefined, feeling: Sentiment | undefined): Degraded[] {
  const cut = (signal: Degraded['signal']): Degraded => ({ provider: 'embedded', signal, cause: 'cut' });
  return [...(request ? [cut('talkToHuman')] : []), ...(feeling ? [cut('sentiment')] : [])];
}
