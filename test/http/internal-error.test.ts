import supertest from 'supertest';
import { expect, test } from 'vitest';
import { expectValidAnswer } from '../support/api-contract.js';
import { createService } from '../support/http-service.js';

test('an error of ours is answered 500 without a word about it', async () => {
  const { app: broken, logged: log } = await createService({
    async evaluate() {
      throw new Error('the disk is on fire');
    },
  });
  const response = await supertest(broken)
    .post('/evaluate')
    .send({ activity: { conversation: { id: 'failing' }, text: 'hello' } });
  expect(response.status).toBe(500);
  expect(response.text).not.toContain('fire');
  expect(log.lines.join()).toContain('the disk is on fire');
  expectValidAnswer('POST', '/evaluate', response);
});
