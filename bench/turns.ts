/** Twenty words, as a user types them. */
export const twentyWords =
  'hi I ordered two lamps last week and only one came so could you tell me where the other one is';

const head = {
  type: 'message',
  timestamp: '2026-03-02T10:15:31.000Z',
  channelId: 'directline',
  serviceUrl: 'https://directline.botframework.com/',
  locale: 'en-US',
  from: { id: 'user-42', name: 'Dana', role: 'user' },
  recipient: { id: 'shop-bot', name: 'Shop Bot', role: 'bot' },
};

/** What a user says in a conversation; no text comes twice, because a repeated one counts as a sign of being stuck. */
const said = [
  twentyWords,
  'no the other lamp the one with the blue shade, order number 4711, it was paid for on the second of march already',
  'yes that is my address but the house number is missing, it should be 12 b and not 12',
  'ok thanks',
  'can I change the delivery for the next parcel to my office please because nobody is at home during the day this week',
  'how long does it take until the money is back on my card when I send the first lamp back to you',
  'do you have the same lamp in green or in dark red as well, and would it arrive before the end of the month',
  'I would like to have the invoice by mail',
  'which of your shops in town is open on saturday afternoon',
  'that was all for today, have a nice day',
];

/** Endless bodies, no two the same, ten turns a conversation. One turn in a hundred asks for a human, with transcript. */
export function* turns(): Generator<string> {
  for (let conversation = 0; ; conversation++) {
    for (let turn = 0; turn < 10; turn++) yield body(conversation, turn);
  }
}

/** One conversation in ten asks for a human at its end, one is upset, and one repeats itself. */
function textOf(conversation: number, turn: number): string {
  if (turn === 9 && asksFor(conversation)) return 'let me talk to a real person please';
  if (turn === 6 && conversation % 10 === 3)
    return 'this is really annoying, it is the worst shop I have ever bought from';
  const at = turn === 8 && conversation % 10 === 6 ? 7 : turn;
  return said[(conversation + at) % said.length] as string;
}

const asksFor = (conversation: number) => conversation % 10 === 0;

function body(conversation: number, turn: number): string {
  const asks = turn === 9 && asksFor(conversation);
  return JSON.stringify({
    activity: {
      ...head,
      id: `${conversation}|${String(turn).padStart(7, '0')}`,
      conversation: { id: `conversation-${conversation}` },
      text: textOf(conversation, turn),
    },
    recognition: { intent: 'OrderStatus', score: 0.83 },
    context: { tier: 'gold', department: 'orders', openOrders: 2 },
    ...(asks ? { transcript: { activities: said.map((text, i) => ({ ...head, id: `t${i}`, text })) } } : {}),
  });
}
