import { createHash } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import * as nlus from '../../src/nlu/index.js';
import { nluContract } from '../contracts/nlu-contract.js';
import { type AzureStub, type Scores, startAzureStub } from '../support/azure-stub.js';
import { testRuntime } from '../support/runtime.js';

/** Azure as the contract's sentences need it; anything else gets scores that only its own words give. */
function sentiment(text: string): Scores {
  const negative = anger(text);
  return { positive: 0, negative: negative + own(text), neutral: 1 - negative - own(text) };
}
function anger(text: string): number {
  if (text.includes('terrible')) return 0.9;
  return text.includes('wonderful') ? 0.05 : 0.2;
}
const intents = (text: string) => ({ TalkToHuman: (text.includes('human being') ? 0.9 : 0.1) + own(text), None: 0.5 });
const own = (text: string) => (createHash('md5').update(text).digest()[0] as number) / 10_000;

let stub: AzureStub;
beforeAll(async () => {
  stub = await startAzureStub({ sentiment, intents });
});
afterAll(() => stub.close());

const settings = () => ({
  sentimentEndpoint: stub.endpoint,
  sentimentKey: 'test-key',
  cluEndpoint: stub.endpoint,
  cluKey: 'test-key',
  limitMs: '5000',
});

nluContract('embedded', () => nlus.embedded({}, testRuntime()));
nluContract('azure', () => nlus.azure(settings(), testRuntime()));
nluContract('cascade', () => nlus.cascade(settings(), testRuntime()));
nluContract('cascade over a wide band', () => nlus.cascade({ ...settings(), band: '1' }, testRuntime()));
