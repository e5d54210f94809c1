import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { expectValidAnswer } from './api-contract.js';
import { createService } from './http-service.js';

/** The word that must reach neither a log nor an answer. */
export const secret = 'zanzibar';
export const conversation = { id: 'bad-input' };
export const activity = { conversation, text: `please keep ${secret} to yourself` };

/** What `POST /evaluate` refuses, and what it then says is to be changed where. */
export interface Refused {
  readonly it: string;
  readonly body: unknown;
  readonly path: string;
  readonly message: RegExp;
}

export interface Accepted {
  readonly it: string;
  readonly body: unknown;
}

const service = await createService({ transcriptHosts: ['files.example.com'] });
export const { app } = service;
let refusals = 0;

/** Posts bytes as they are, and everything else as JSON. */
export function post(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const bytes = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
  return supertest(app)
    .post('/evaluate')
    .set({ 'Content-Type': 'application/json', ...headers })
    .serialize((sent) => sent as never)
    .send(bytes as string);
}

let conversations = 0;

/** Posts as the first turn of a conversation of its own. */
export function postAnew(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return post(text.replace(`"${conversation.id}"`, `"${conversation.id}-${conversations++}"`));
}

/** What is always refused, whatever handling the caller prefers. */
export function refuses(cases: readonly Refused[]): void {
  refusals += 2 * cases.length;
  describe('POST /evaluate answers 400 and says what to change for', () => {
    test.each(cases)('$it', async (refused) => {
      await expectRefused(refused, {});
      await expectRefused(refused, strictly);
    });
  });
}

const strictly = { Prefer: 'handling=strict' };

async function expectRefused({ body, path, message }: Refused, headers: Readonly<Record<string, string>>) {
  const response = await post(body, headers);
  expect(response.body).toMatchObject({ status: 400, errors: [{ path, message: expect.stringMatching(message) }] });
  expect(response.headers['preference-applied']).toBe(headers.Prefer);
  expect(response.text).not.toContain(secret);
  expectValidAnswer('POST', '/evaluate', response);
}

/** What is refused only of a caller who prefers strict handling, and what it is answered with otherwise. */
export interface Mended extends Refused {
  /** The path and message of every warning. */
  readonly warnings: readonly (readonly [path: string, message: RegExp])[];
}

export function mends(cases: readonly Mended[]): void {
  refusals += cases.length;
  describe('POST /evaluate with Prefer: handling=strict answers 400 and says what to change for', () => {
    test.each(cases)('$it', (mended) => expectRefused(mended, strictly));
  });
  describe('POST /evaluate answers 200 and names in warnings', () => {
    test.each(cases)('$it', async ({ body, warnings }) => {
      const response = await postAnew(body);
      expect(response.status).toBe(200);
      const expected = warnings.map(([path, message]) => ({ path, message: expect.stringMatching(message) }));
      expect(response.body.warnings).toEqual(expected);
      expect(response.body.decision.outcome).toBe('escalate');
      expect(response.text.replace(/"activity":.*"delivery"/, '')).not.toContain(secret);
      expectValidAnswer('POST', '/evaluate', response);
    });
  });
}

export function accepts(cases: readonly Accepted[]): void {
  describe('POST /evaluate answers 200 to', () => {
    test.each(cases)('$it', async ({ body }) => {
      const response = await post(body);
      expect(response.status).toBe(200);
      expect(response.body.warnings).toEqual([]);
      expectValidAnswer('POST', '/evaluate', response);
    });
  });
}

/** Comes last in a file: looks at what was logged of every request before. */
export function logsNothingOfIt(): void {
  test('nothing that users wrote was logged', async () => {
    await post({ activity });
    expect(service.logged.lines.length).toBeGreaterThan(refusals);
    expect(service.logged.lines.join()).not.toContain(secret);
  });
}
