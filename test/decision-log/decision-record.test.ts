import supertest from 'supertest';
import { expect, test } from 'vitest';
import { createService } from '../support/http-service.js';

const { app, logged } = await createService();

/** What the receipt of a turn says was picked. */
async function pickedBy(conversation: string, activity: object, rest: object = {}) {
  const body = { activity: { conversation: { id: conversation }, ...activity }, ...rest };
  await supertest(app).post('/evaluate').send(body);
  const receipts = logged.lines.map((line) => JSON.parse(line)).filter(({ replay }) => replay);
  return receipts.find((receipt) => receipt.conversation === conversation)?.replay.menuChoice;
}

const rows: [it: string, activity: object, rest: object, picked: string | null][] = [
  ['a tap on a menu nobody showed, which may be what a form held', { value: { comment: 'my secret' } }, {}, null],
  ['such a tap, by the policy’s word where it has one', { value: { go: 'AGENT' } }, {}, 'agent'],
  ['a choice of the menu', { value: 'bill' }, { menu: { choices: [{ value: 'bill' }, { value: 'x' }] } }, 'bill'],
  ['a choice that the bot named', { text: 'hi' }, { menuChoice: 'op-7' }, 'op-7'],
];
test.each(rows)('a receipt names %s', async (it, activity, rest, picked) => {
  expect(await pickedBy(it, activity, rest)).toBe(picked);
  expect(logged.lines.join('\n')).not.toContain('my secret');
});
