import { execFileSync } from 'node:child_process';
import { Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import * as nlus from '../../src/nlu/index.js';
import { startAzureStub } from '../support/azure-stub.js';
import { testRuntime } from '../support/runtime.js';

const question = (text: string) => ({ text, locale: 'en', picked: false });
const texts = [
  'I want to talk to a human',
  'this is terrible',
  'what are your hours',
  'ich möchte einen Menschen sprechen',
];

test('NLU=embedded opens no socket, and the same watch sees that NLU=azure does', async () => {
  const connect = vi.spyOn(Socket.prototype, 'connect');
  const embedded = await nlus.embedded({}, testRuntime());
  embedded.tune?.({ talkToHuman: [0.5], negativeSentiment: [0.5] });
  for (const text of texts) await embedded.analyze(question(text));
  await embedded.close();
  expect(connect).not.toHaveBeenCalled();

  const stub = await startAzureStub();
  const azure = await nlus.azure({ sentimentEndpoint: stub.endpoint }, testRuntime());
  await azure.analyze(question('what are your hours'));
  expect(connect).toHaveBeenCalled();
  connect.mockRestore();
  await azure.close();
  await stub.close();
});

test('NLU=embedded loads none of the Azure SDKs, and the same watch sees that NLU=azure does', () => {
  const loaded = (name: string, settings: object) => {
    const script = `
      import { createRequire } from 'node:module';
      import { pino } from 'pino';
      import { Registry } from 'prom-client';
      import * as nlus from './src/nlu/index.js';
      const runtime = { log: pino({ level: 'silent' }), metrics: new Registry(), now: Date.now };
      const nlu = await nlus.${name}(${JSON.stringify(settings)}, runtime);
      await nlu.close();
      const files = Object.keys(createRequire(import.meta.url).cache);
      console.log(files.filter((file) => file.includes('@azure')).length);`;
    const flags = ['--import', 'tsx', '--input-type', 'module', '--eval', script];
    return Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }).trim());
  };
  expect(loaded('embedded', {})).toBe(0);
  expect(loaded('azure', { sentimentEndpoint: 'http://127.0.0.1:1' })).toBeGreaterThan(0);
});
