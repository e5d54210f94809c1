import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** One word for each place a secret can come in by; none is part of another, and none is a word of any language. */
export const canary = {
  utterance: 'qzutterance7',
  title: 'qztitle7',
  value: 'qzvalue7',
  transcript: 'qztranscript7',
  context: 'qzcontext7',
  user: 'qzuser7',
  conversation: 'qzconversation7',
  turn: 'qzturn7',
  channelData: 'qzchannel7',
  intent: 'qzintent7',
  choice: 'qzchoice7',
  sentence: 'qzsentence7',
  locale: 'qzlocale7',
  channel: 'qzchannelid7',
  fact: 'qzfact7',
  malformed: 'qzmalformed7',
  unknownField: 'qzfield7',
  header: 'qzheader7',
  traceState: 'qztracestate7',
  query: 'qzquery7',
  status: 'qzstatus7',
  key: 'qzkey7',
  unknownKey: 'qzstrangekey7',
  claim: 'qzclaim7',
  idHashKey: 'qzidhashkey7',
  sentimentKey: 'qzsentimentkey7',
  cluKey: 'qzclukey7',
  webhookSecret: 'qzwebhooksecret7',
  botSecret: 'qzbotsecret7',
  botToken: 'qzbottoken7',
  collectorKey: 'qzcollectorkey7',
  redisPassword: 'qzredispassword7',
  outboxKey: 'qzoutboxkey7',
};

export type Place = keyof typeof canary;

/** A secret of so many characters that holds its canary. */
export const secretWith = (place: Place, length = 48) => canary[place].padEnd(length, '0');

const secrets = new Map<string, string>(Object.entries(canary));

/** A token as it travels is looked for by a piece of each of its parts. */
export function plantToken(name: string, token: string): string {
  for (const [at, part] of token.split('.').entries())
    if (part.length > 40) secrets.set(`${name} ${at}`, part.slice(-40));
  return token;
}

/** The ids by which a bot and its channel know a conversation. */
export const ids: readonly Place[] = ['conversation', 'turn'];

/** What was said, by whoever: the bot gets it back in a handoff activity, and a hub is meant to have it. */
export const inActivities: readonly Place[] = [
  ...ids,
  'utterance',
  'title',
  'value',
  'transcript',
  'context',
  'user',
  'intent',
  'choice',
  'sentence',
  'locale',
  'channel',
  'fact',
];

/** What may stand in a place all the same. */
export const meant = {
  /** A replay decides by the names that the bot gives to intents and menu choices, where they look like names. */
  receipts: ['intent', 'value'],
  /** An activity that waits unsealed says to whom it belongs, or it could not be delivered. */
  bareOutbox: ['user', 'locale', 'channel', ...ids],
  /** Which conversation to ask the store about before what is sealed is opened. */
  sealedOutbox: ['conversation'],
  /** The caller's own word for whoever reads its traces, passed on as W3C Trace Context wants it. */
  traces: ['traceState'],
  /** Beside its handoff activity. */
  answer: [...ids, 'value', 'choice'],
} as const satisfies Record<string, readonly Place[]>;

export function expectNone(where: string, text: string, may: readonly string[] = []): void {
  const lower = text.toLowerCase();
  const found = [...secrets].filter(([, secret]) => lower.includes(secret.toLowerCase())).map(([name]) => name);
  expect(
    found.filter((name) => !may.includes(name)),
    where,
  ).toEqual([]);
}

/** Every file below a folder, as the bytes it holds. */
export function filesIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => [file, readFileSync(file, 'latin1')]);
}
