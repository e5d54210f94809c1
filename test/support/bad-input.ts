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
export function post(body: unknown) {
  const bytes = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
  return supertest(app)
    .post('/evaluate')
    .set('Content-Type', 'application/json')
    .serialize((sent) => sent as never)
    .send(bytes as string);
}

export function refuses(cases: readonly Refused[]): void {
  refusals += cases.length;
  describe('POST /evaluate answers 400 and says what to change for', () => {
    test.each(cases)('$it', async ({ body, path, message }) => {
      const response = await post(body);
      expect(response.body).toMatchObject({ status: 400, errors: [{ path, message: expect.stringMatching(message) }] });
      expect(response.text).not.toContain(secret);
      expectValidAnswer('POST', '/evaluate', response);
    });
  });
}

export function accepts(cases: readonly Accepted[]): void {
  describe('POST /evaluate answers 200 to', () => {
    test.each(cases)('$it', async ({ body }) => {
      const response = await post(body);
      expect(response.status).toBe(200);
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
