import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { expectValidAnswer } from '../support/api-contract.js';
import { createService } from '../support/http-service.js';

/** With the embedded models: what is said through a channel is decided as it is without one. */
const { app } = await createService({ parts: { nlu: undefined }, logLevel: 'silent' });

let conversations = 0;

async function say(conversation: string, activity: Record<string, unknown>, rest: Record<string, unknown> = {}) {
  const body = { activity: { type: 'message', conversation: { id: conversation }, ...activity }, ...rest };
  const response = await supertest(app).post('/evaluate').send(body);
  expectValidAnswer('POST', '/evaluate', response);
  return response.body;
}

const newConversation = () => `cleaning-${++conversations}`;

const teamsBot = { id: '28:desk', name: 'Agent' };
const inTeams = (text: string) => ({
  channelId: 'msteams',
  recipient: teamsBot,
  entities: [{ type: 'mention', mentioned: teamsBot, text: '<at>Agent</at>' }],
  text: `<at>Agent</at> ${text}\n`,
});
const inSlack = (text: string) => ({
  channelId: 'slack',
  recipient: { id: 'B5:T1', name: 'agent' },
  text: `<@U5> ${text}`,
});
const byMail = (text: string) => ({
  channelId: 'email',
  text: `${text}\n\nOn Tue, Mar 3, 2026 at 8:15 AM Desk <desk@blue.example> wrote:\n\n> Would you like to talk to a person?\n\n`,
});
const inTelegram = (text: string) => ({
  channelId: 'telegram',
  recipient: { id: 'blue_bot', name: 'blue' },
  text: `@blue_bot ${text}`,
});
const channels = { Teams: inTeams, Slack: inSlack, mail: byMail, Telegram: inTelegram };

const menu = { choices: [{ value: 'lamp', title: 'Lamps' }, { value: 'chair', title: 'Chairs' }, { value: 'agent' }] };

describe.each(Object.entries(channels))('through %s', (_, wrap) => {
  test.each(['person please', 'hello there', 'where is the lamp I paid for'])(
    '"%s" is decided as without',
    async (said) => {
      const plain = await say(newConversation(), { text: said, locale: 'en' });
      const wrapped = await say(newConversation(), { ...wrap(said), locale: 'en' });
      expect(wrapped.decision.outcome).toBe(plain.decision.outcome);
      expect(wrapped.decision.reading).toEqual(plain.decision.reading);
      expect(plain.analysis.cleaned).toEqual({});
      expect(wrapped.analysis.cleaned).not.toEqual({});
    },
  );
  test.each(['2', 'chairs please', '2 - Chairs', 'the second one'])('"%s" picks from a menu', async (said) => {
    const { analysis } = await say(newConversation(), wrap(said), { menu });
    expect(analysis.menuChoice).toMatchObject({ value: 'chair', index: 1 });
  });
  test('a yes takes an offer up', async () => {
    const conversation = newConversation();
    const offer = await say(conversation, { text: 'is anybody there?', locale: 'en' });
    expect(offer.decision.outcome).toBe('offer');
    const answer = await say(conversation, { ...wrap('yes, thanks'), locale: 'en' });
    expect(answer.decision).toMatchObject({ outcome: 'escalate', ruleId: 'accepted-offer' });
  });
});

test.each(['talktooperator', 'o p e r a t o r', 'operatorrrrr', '&nbsp;operator', 'op\u200berator', '<i>operator</i>'])(
  '%j asks for a human',
  async (text) => {
    expect((await say(newConversation(), { text, locale: 'en' })).decision.outcome).toBe('escalate');
  },
);

test('a title with marks of its own is picked by its button', async () => {
  const marked = {
    choices: [
      { value: 'a', title: ':blue-lamp: <b>Lamps</b>' },
      { value: 'b', title: 'Chairs' },
    ],
  };
  const { analysis } = await say(newConversation(), { text: ':blue-lamp: <b>Lamps</b>' }, { menu: marked });
  expect(analysis.menuChoice).toMatchObject({ value: 'a', matchedBy: 'title' });
});

describe('a long text', () => {
  const story = 'step nine of the import is done and step ten begins\n'.repeat(200);
  test('is read to its end, and degraded says that it was cut', async () => {
    const { decision, analysis } = await say(newConversation(), {
      text: `${story}please let me talk to a person`,
      locale: 'en',
    });
    expect(decision.outcome).toBe('escalate');
    expect(analysis.degraded).toContainEqual({ provider: 'embedded', signal: 'talkToHuman', cause: 'cut' });
  });
  test('that asks for nobody hands nobody over', async () => {
    const { decision } = await say(newConversation(), { text: story, locale: 'en' });
    expect(decision.outcome).toBe('continue');
  });
});

test('the activity that is handed over is as it was sent', async () => {
  const sent = inTeams('person please');
  const { handoff } = await say(newConversation(), sent, {
    transcript: { activities: [{ ...sent, type: 'message' }] },
  });
  expect(JSON.stringify(handoff.activity)).toContain('<at>Agent</at> person please');
});
