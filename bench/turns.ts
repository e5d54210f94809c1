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

const said = [
  twentyWords,
  'no the other lamp the one with the blue shade, order number 4711, it was paid for on the second of march already',
  'this is really annoying I have told you the number three times now and you keep asking me the same thing again',
  'ok thanks',
  'can I change the address for the next parcel to my office please because nobody is at home during the day this week',
];

/** Different bodies without end: ten turns a conversation, one in a hundred asking for a human with a transcript. */
export function* turns(): Generator<string> {
  for (let conversation = 0; ; conversation++) {
    for (let turn = 0; turn < 10; turn++) yield body(conversation, turn);
  }
}

function body(conversation: number, turn: number): string {
  const asks = turn === 9 && conversation % 10 === 0;
  return JSON.stringify({
    activity: {
      ...head,
      id: `${conversation}|${String(turn).padStart(7, '0')}`,
      conversation: { id: `conversation-${conversation}` },
      text: asks ? 'let me talk to a real person please' : said[(conversation + turn) % said.length],
    },
    recognition: { intent: 'OrderStatus', score: 0.83 },
    context: { tier: 'gold', department: 'orders', openOrders: 2 },
    ...(asks ? { transcript: { activities: said.map((text, i) => ({ ...head, id: `t${i}`, text })) } } : {}),
  });
}
