import supertest from 'supertest';
import { expect } from 'vitest';
import { canary, ids, inActivities, meant, type Place, secretWith } from './canaries.js';

/** What a caller was told, and what of its own it may find in there. */
export interface Told {
  readonly where: string;
  readonly text: string;
  readonly may: readonly Place[];
}

/** Who calls: with a key, a token, an expired token. */
export interface Callers {
  readonly key: string;
  readonly token: string;
  readonly expired: string;
}

export type App = Parameters<typeof supertest>[0];

const conversation = { id: `${canary.conversation}-1` };
let turns = 0;

export function turn(more: object = {}, activity: object = {}) {
  return {
    activity: {
      type: 'message',
      id: `${canary.turn}-${++turns}`,
      channelId: 'directline',
      conversation,
      from: { id: `id-${canary.user}`, name: canary.user, role: 'user' },
      text: `please let me talk to a human ${canary.utterance}`,
      channelData: { [canary.channelData]: canary.channelData },
      ...activity,
    },
    menu: { choices: [{ value: 'x', title: canary.title, synonyms: [canary.title] }] },
    recognition: { intent: canary.intent, score: 0.9 },
    context: { [canary.context]: canary.context, tier: canary.context },
    transcript: { activities: [{ type: 'message', from: { role: 'user' }, text: canary.transcript }] },
    [canary.unknownField]: canary.unknownField,
    ...more,
  };
}

/** Says something that asks for no human in so many words, in a conversation of its own. */
export const plainTurn = (more: object = {}) => {
  const activity = { text: `my order ${turns} ${canary.utterance} has not come and I am fed up` };
  return turn(more, { ...activity, conversation: { id: `${canary.conversation}-of-${turns}` } });
};

/** The answer without the activity, in which the bot gets back what it is to send to the agent. */
function withoutActivity(text: string): string {
  const answer = JSON.parse(text);
  if (answer.handoff) delete answer.handoff.activity;
  return JSON.stringify(answer);
}

/** Posts as a bot does; what it is told comes with what may stand in there. */
export async function post(app: App, path: string, body: unknown, headers: Record<string, string>): Promise<Told[]> {
  const { status, text } = await supertest(app)
    .post(path)
    .set({ 'content-type': 'application/json', 'x-canary': canary.header, cookie: canary.header })
    .set({ baggage: `a=${canary.header}`, tracestate: `bot=${canary.traceState}`, traceparent })
    .set(headers)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
  const where = `POST ${path}: ${status}`;
  if (status >= 400) return [{ where, text, may: [] }];
  const whole = { where, text, may: inActivities };
  return [whole, { where: `${where}, without its activity`, text: withoutActivity(text), may: meant.answer }];
}

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Everything a turn can be, right and wrong, through every way in. Gives what callers were told. */
export async function callEveryWay(app: App, { key, token, expired }: Callers): Promise<Told[]> {
  const told: Told[] = [];
  const right = async (path: string, body: unknown, headers: Record<string, string> = { 'x-api-key': key }) =>
    told.push(...(await post(app, path, body, headers)));
  const wrong = async (path: string, body: unknown, headers: Record<string, string> = { 'x-api-key': key }) => {
    const refused = await post(app, path, body, headers);
    expect(
      refused.map(({ may }) => may),
      `${path} is refused`,
    ).toEqual([[]]);
    told.push(...refused);
  };
  const bodies = [
    turn(),
    turn(),
    turn({ menuChoice: canary.value }),
    turn({ delivery: 'return' }),
    turn({}, { text: canary.title }),
    plainTurn(),
    plainTurn({ menuChoice: canary.value }),
  ];
  for (const body of bodies) await right('/evaluate', body);
  for (const body of saidWhereNamesAre()) await right('/evaluate', body);
  await right('/evaluate', bodies[0]);
  const other = { conversation: { id: `${canary.conversation}-2` }, value: { [canary.value]: canary.value } };
  await right('/evaluate', turn({}, other), { authorization: `Bearer ${token}` });
  await right('/evaluate', turn({}, { type: 'event', name: 'handoff.status', value: { state: canary.status } }));
  const waiting = { conversation: { id: `${canary.conversation}-3` } };
  await right('/evaluate', turn({}, waiting));
  await right('/evaluate', turn({}, { ...waiting, text: 'never mind, cancel the agent' }));
  for (const state of ['accepted', canary.status, 'failed']) await right('/handoff-status', statusEvent(state));

  await wrong('/evaluate', `{"activity":${canary.malformed}`);
  await wrong('/evaluate', { activity: canary.malformed });
  const invalid = { menuChoice: [canary.value], recognition: canary.intent, context: { a: [canary.context] } };
  await right('/evaluate', turn(invalid));
  await right('/evaluate', plainTurn({ ...invalid, context: { [canary.context]: [canary.context] } }));
  const strictly = { 'x-api-key': key, prefer: 'handling=strict' };
  await wrong('/evaluate', turn(invalid), strictly);
  for (const fact of [null, [canary.fact], 'x'.repeat(4_001)])
    await wrong('/evaluate', turn({ context: { [`${canary.fact}@mail.example 4111/1111~1`]: fact } }), strictly);
  await wrong('/evaluate', turn({ transcript: { contentUrl: `https://${canary.transcript}.example/` } }));
  await wrong('/evaluate', turn({ delivery: canary.value }));
  await wrong('/evaluate', `${canary.malformed}`.repeat(200_000));
  await wrong('/evaluate', turn(), { 'x-api-key': key, 'content-type': `text/${canary.header}` });
  await wrong('/evaluate', turn(), { 'x-api-key': secretWith('unknownKey') });
  await wrong('/evaluate', turn(), { authorization: `Bearer ${expired}` });
  await wrong('/evaluate', turn(), { authorization: `Bearer ${canary.header}` });
  await wrong('/handoff-status', { value: canary.status });
  await wrong(`/${canary.query}?${canary.query}`, turn());

  const paths = [`/conversations/${conversation.id}`, '/policy', '/metrics', '/health/ready', `/no/${canary.query}`];
  for (const path of paths) told.push(await get(app, path, { 'x-api-key': key }));
  return told;
}

/** Turns that have what somebody said, or who they are, in the places of names. */
function saidWhereNamesAre(): object[] {
  const mail = `${canary.locale}@mail.example`;
  const recognition = { intent: `my card ${canary.sentence} 4111`, score: 0.9 };
  const choice = { menuChoice: `I am ${canary.choice}` };
  return [
    turn({ recognition }, { locale: mail }),
    turn({ recognition }, { locale: `en-US-x-${canary.locale}`, channelId: `my ${canary.channel}` }),
    turn(choice, { locale: canary.locale, channelId: `${canary.channel}@mail.example` }),
    plainTurn({ ...choice, recognition: `it is ${canary.sentence}`, context: { [`my ${canary.fact}`]: canary.fact } }),
    plainTurn({ context: { [`my ${canary.fact}`]: [canary.fact] } }),
  ];
}

export async function get(app: App, path: string, headers: Record<string, string>): Promise<Told> {
  const { status, text } = await supertest(app).get(path).set(headers);
  return { where: `GET ${path}: ${status}`, text, may: status === 200 && path.includes(conversation.id) ? ids : [] };
}

export const statusEvent = (state: string) => ({
  type: 'event',
  name: 'handoff.status',
  conversation,
  value: { state, message: canary.status },
});
