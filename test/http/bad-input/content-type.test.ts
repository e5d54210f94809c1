import { gzipSync } from 'node:zlib';
import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { expectValidAnswer } from '../../support/api-contract.js';
import { activity, app, logsNothingOfIt } from '../../support/bad-input.js';

describe('POST /evaluate refuses', () => {
  test.each([
    { it: 'no content type', type: '', status: 415 },
    { it: 'a form', type: 'application/x-www-form-urlencoded', status: 415 },
    { it: 'text', type: 'text/plain', status: 415 },
    { it: 'a relative of JSON', type: 'application/json-patch+json', status: 415 },
    { it: 'Latin-1', type: 'application/json; charset=iso-8859-1', status: 415 },
    { it: 'UTF-16', type: 'application/json; charset="utf-16"', status: 415 },
    { it: 'nothing: JSON', type: 'application/json', status: 200 },
    { it: 'nothing: JSON in UTF-8', type: 'Application/JSON ; Charset="UTF-8"', status: 200 },
    { it: 'nothing: JSON with another parameter', type: 'application/json; odata=verbose', status: 200 },
  ])('$it ($type) with $status', async ({ type, status }) => {
    const response = await supertest(app)
      .post('/evaluate')
      .set('Content-Type', type)
      .serialize(String)
      .send(JSON.stringify({ activity }));
    expect(response.status).toBe(status);
    expectValidAnswer('POST', '/evaluate', response);
  });

  test.each(['gzip', 'br', 'zip'])('a body with Content-Encoding: %s with 415', async (encoding) => {
    const response = await supertest(app)
      .post('/evaluate')
      .set({ 'Content-Type': 'application/json', 'Content-Encoding': encoding })
      .serialize((body) => body as never)
      .send(gzipSync(JSON.stringify({ activity })) as never);
    expect(response.status).toBe(415);
    expect(response.headers['accept-encoding']).toBe('identity');
    expectValidAnswer('POST', '/evaluate', response);
  });
});

logsNothingOfIt();
