import { parseArgs } from 'node:util';
import { measuredTexts, readPhrases, readRows, withoutMeasured } from './data.js';
import { defaultData, root } from './folders.js';
import { trainLanguage } from './language.js';
import { trainSentiment } from './sentiment.js';
import { trainTalkToHuman } from './talk-to-human.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: defaultData },
    only: { type: 'string' },
    out: { type: 'string', default: `${root}models/` },
  },
});

function timed(what: string, work: () => void): void {
  if (values.only !== undefined && values.only !== what) return;
  const start = performance.now();
  work();
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

const measured = measuredTexts(root, values.data);
const phrases = withoutMeasured(readPhrases(`${root}tools/training/phrases`), measured);
const intents = readRows(values.data, 'intent.jsonl.gz');
const moods = readRows(values.data, 'sentiment.jsonl.gz');

timed('language', () => trainLanguage(values.out, moods, intents, phrases));
timed('talk-to-human', () => trainTalkToHuman(values.out, intents, phrases));
timed('sentiment', () => trainSentiment(values.out, moods, intents, phrases));
