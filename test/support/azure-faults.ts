import { type Answer, documentError, type Fault } from './azure-stub.js';

/** The word that must never reach a log, a metric or an error. */
export const secretWord = 'rhubarb';

/** How long a turn waits for an Azure that does not answer in time, and for one that answers at once, in ms. */
export const limitMs = 400;
export const longLimitMs = 10_000;

/** A limit that only runs out where the fault is meant to make it, however busy the machine is. */
export const limitFor = ({ hang, delayMs }: Omit<Fault, 'times'>) => (hang || delayMs ? limitMs : longLimitMs);

/** [what Azure does, the fault, which causes turns then show, what keeps it from being asked: the breaker, the settings or a pause]. */
export const outages: [string, Omit<Fault, 'times'>, string[], 'breaker' | 'settings' | 'pause'][] = [
  ['hangs', { hang: true }, ['timeout', 'unavailable'], 'breaker'],
  ['answers after the limit', { delayMs: limitMs * 3 }, ['timeout', 'unavailable'], 'breaker'],
  [
    'throttles and says how long',
    { status: 429, headers: { 'retry-after': '20' } },
    ['throttled', 'unavailable'],
    'pause',
  ],
  ['throttles and does not say how long', { status: 429 }, ['throttled', 'unavailable'], 'pause'],
  ['refuses the key', { status: 401 }, ['unauthorized', 'unavailable'], 'settings'],
  ['refuses the role', { status: 403 }, ['unauthorized', 'unavailable'], 'settings'],
  ['knows no such project', { status: 404 }, ['unavailable'], 'settings'],
  ['fails', { status: 500 }, ['unavailable'], 'breaker'],
  ['is not there for now', { status: 503, headers: { 'retry-after': '1' } }, ['unavailable'], 'breaker'],
  ['resets the connection', { reset: true }, ['unavailable'], 'breaker'],
  [
    'answers 200 with a web page',
    { status: 200, body: `<html>${secretWord}</html>` },
    ['bad-response', 'unavailable'],
    'breaker',
  ],
  ['answers 200 with an empty object', { status: 200, body: {} }, ['bad-response', 'unavailable'], 'breaker'],
  [
    'answers 200 with broken JSON',
    { status: 200, body: `{"documents":[${secretWord}`, headers: { 'content-type': 'application/json' } },
    ['bad-response', 'unavailable'],
    'breaker',
  ],
];

/** [what Azure does to a batch, how it changes the answer, how many of a batch of 5 it then scores]. */
export const mangled: [string, (answer: Answer) => Answer, number][] = [
  ['answers in reverse order', (answer) => ({ ...answer, documents: answer.documents.reverse() }), 5],
  ['leaves documents out', (answer) => ({ ...answer, documents: answer.documents.slice(2) }), 3],
  [
    'names a document twice',
    (answer) => ({
      ...answer,
      documents: answer.documents.map((d: Answer, i: number) => (i === 1 ? { ...d, id: '0' } : d)),
    }),
    0,
  ],
  [
    'names a document it was not given',
    (answer) => ({
      ...answer,
      documents: answer.documents.map((d: Answer, i: number) => (i === 1 ? { ...d, id: '77' } : d)),
    }),
    4,
  ],
  [
    'cannot read one document',
    (answer) => ({
      ...answer,
      documents: answer.documents.slice(1),
      errors: [documentError(answer.documents[0].id, 'InvalidDocument', secretWord)],
    }),
    4,
  ],
  [
    'does not know a language',
    (answer) => ({
      ...answer,
      documents: answer.documents.slice(1),
      errors: [documentError(answer.documents[0].id, 'UnsupportedLanguageCode', 'x')],
    }),
    4,
  ],
];
