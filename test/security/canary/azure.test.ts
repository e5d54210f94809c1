import { afterAll, expect, test } from 'vitest';
import { limitFor, mangled, outages } from '../../support/azure-faults.js';
import { type Call, type Fault, startAzureStub } from '../../support/azure-stub.js';
import { get, plainTurn, post, turn } from '../../support/canary/calls.js';
import { canary, secretWith } from '../../support/canary/canaries.js';
import { openAround, webhook } from '../../support/canary/watched-service.js';

const around = await openAround();
afterAll(around.close);

/** Everything Azure was sent, wherever an answer has room for it. */
function quoted({ headers, body, query }: Call) {
  const all = JSON.stringify({ headers, body, query });
  const code = headers['ocp-apim-subscription-key'];
  return { error: { code, message: all, target: all, innererror: { code, message: all } }, message: all };
}

/** A word of the user where ids and times are. */
const headers = Object.fromEntries(
  ['apim-request-id', 'x-ms-request-id', 'retry-after', 'www-authenticate'].map((name) => [name, canary.utterance]),
);

const quoting = [200, 400, 401, 404, 429, 500].flatMap((status): [string, Fault][] => [
  [`answers ${status} and quotes all it was sent`, { status, headers, body: quoted }],
  [
    `answers ${status} with a web page that does`,
    { status, headers, body: (call: Call) => JSON.stringify(quoted(call)) },
  ],
]);
const faults: [string, Fault][] = [
  ['answers', {}],
  ...outages.map(([what, fault]): [string, Fault] => [what, fault]),
  ...mangled.map(([what, change]): [string, Fault] => [what, { change }]),
  ...quoting,
  ['takes a word of the user for its code', { status: 400, body: { error: { code: canary.utterance } } }],
];

/** Turns under one provider, enough of them to open its breaker. */
async function ask(nlu: string, fault: Fault): Promise<void> {
  const sentiment = await startAzureStub({ key: secretWith('sentimentKey') });
  const clu = await startAzureStub({ key: secretWith('cluKey') });
  for (const stub of fault.change ? [sentiment] : [sentiment, clu])
    stub.faults.push({ ...fault, times: Number.POSITIVE_INFINITY });
  const service = await around.open({
    STORE: 'memory',
    NLU: nlu,
    NLU_BAND: '1',
    NLU_LIMIT_MS: String(limitFor(fault)),
    NLU_SENTIMENT_ENDPOINT: sentiment.endpoint,
    NLU_SENTIMENT_KEY: sentiment.key,
    NLU_CLU_ENDPOINT: clu.endpoint,
    NLU_CLU_KEY: clu.key,
    ...webhook(around, 'taking'),
  });
  const key = { 'x-api-key': around.callers.key };
  for (let round = 0; round < 2; round++) {
    const bodies = [...Array.from({ length: 6 }, () => plainTurn()), turn()];
    const told = await Promise.all(bodies.map((body) => post(service.app, '/evaluate', body, key)));
    service.look(told.flat());
  }
  service.look([await get(service.app, '/metrics', key), await get(service.app, '/health/ready', key)]);
  for (const { calls, key: secret } of [sentiment, clu]) {
    expect(JSON.stringify(calls)).toContain(canary.utterance);
    expect(JSON.stringify(calls)).toContain(secret);
  }
  await service.end();
  await Promise.all([sentiment.close(), clu.close()]);
}

test.each(faults)('what users say, and keys, stand nowhere while Azure %s', async (_what, fault) => {
  await Promise.all([ask('azure', fault), ask('cascade', fault)]);
});
