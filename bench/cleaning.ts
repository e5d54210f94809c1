import { pathToFileURL } from 'node:url';
import { clean } from '../src/core/cleaning/clean.js';
import type { Activity } from '../src/core/turn.js';
import { type Time, time } from './in-process.js';
import { twentyWords } from './turns.js';

const recipient = { id: '28:desk', name: 'Blue Desk' };

const activities: Readonly<Record<string, Activity>> = {
  'plain, 20 words': { text: twentyWords, channelId: 'directline', recipient },
  'plain, 4,000 characters': { text: 'please help me with the thing '.repeat(134).slice(0, 4_000) },
  'a mention in Teams, 20 words': {
    text: `<at>Blue Desk</at> ${twentyWords}`,
    channelId: 'msteams',
    recipient,
    entities: [{ type: 'mention', mentioned: recipient, text: '<at>Blue Desk</at>' }],
  },
  'a mail with a quote and a signature': {
    text: `${twentyWords}\n\nKind regards\nKim Roe\nBlue Ltd\n\nOn 3 March 2026 at 8:15 Desk <desk@blue.example> wrote:\n${'> May I help you?\n'.repeat(20)}`,
    channelId: 'email',
  },
  '1 MiB of >': { text: '>'.repeat(1_048_576) },
  '1 MiB of lines': { text: '\n'.repeat(1_048_576) },
  '1 MiB of unclosed <at>': { text: '<at>'.repeat(262_144), recipient },
};

/** What it costs to find what the user said in a text. */
export function cleaningTimes(): Time[] {
  return Object.entries(activities).map(([what, activity]) =>
    time(what, () => clean(activity), (activity.text as string).length > 100_000 ? 100 : 20_000),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(cleaningTimes());
