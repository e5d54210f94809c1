import { setTimeout } from 'node:timers/promises';

/** How users write in the made traffic; the weights are how often. */
const sayings: readonly (readonly [weight: number, text: string])[] = [
  [30, 'where is my parcel'],
  [20, 'I want to change my delivery address'],
  [14, 'how do I return a pair of shoes'],
  [10, 'do you ship to Norway'],
  [8, 'this is taking far too long and nobody tells me anything'],
  [6, 'your app lost my order again, I am really angry'],
  [4, 'is there maybe somebody I could ask'],
  [5, 'can I talk to a person please'],
  [3, 'give me an agent now'],
];
const weights = sayings.reduce((sum, [weight]) => sum + weight, 0);

function anySaying(): string {
  let left = Math.random() * weights;
  for (const [weight, text] of sayings) {
    left -= weight;
    if (left < 0) return text;
  }
  return 'hello';
}

interface Answer {
  readonly decision: { readonly outcome: string; readonly reason: string };
}

/** Posts conversations to the service until the signal ends it: about `perSecond` turns a second, in a slow wave. */
export async function playTraffic(service: string, perSecond: number, until: AbortSignal): Promise<void> {
  const begun = Date.now();
  for (let i = 0; !until.aborted; i++) {
    const wave = 1 + 0.5 * Math.sin((Date.now() - begun) / 120_000);
    await setTimeout((4_000 / (perSecond * wave)) * (0.5 + Math.random()));
    void converse(service, `traffic-${begun}-${i}`).catch(() => {});
  }
}

/** A conversation of one to eight turns: offers are answered, and a handoff is taken by an agent or not. */
async function converse(service: string, conversation: string): Promise<void> {
  const turns = 1 + Math.floor(Math.random() * 8);
  let text = anySaying();
  for (let turn = 0; turn < turns; turn++) {
    const { decision } = await post<Answer>(`${service}/evaluate`, {
      activity: {
        type: 'message',
        id: `${conversation}-${turn}`,
        conversation: { id: conversation },
        locale: 'en',
        text,
      },
      recognition: Math.random() < 0.1 ? { intent: 'None', score: 0.2 } : { intent: 'Order', score: 0.9 },
      context: { department: Math.random() < 0.3 ? 'billing' : 'orders' },
    });
    if (decision.outcome === 'escalate') return answerHandoff(service, conversation);
    text = decision.outcome === 'offer' && Math.random() < 0.6 ? 'yes please' : anySaying();
    await setTimeout(1_000 + Math.random() * 3_000);
  }
}

async function answerHandoff(service: string, conversation: string): Promise<void> {
  if (Math.random() < 0.1) return;
  await setTimeout(2_000 + Math.random() * Math.random() * 60_000);
  await post(`${service}/handoff-status`, statusOf(conversation, 'accepted'));
  await setTimeout(5_000 + Math.random() * 60_000);
  await post(`${service}/handoff-status`, statusOf(conversation, 'completed'));
}

function statusOf(conversation: string, state: string) {
  return { type: 'event', name: 'handoff.status', conversation: { id: conversation }, value: { state } };
}

async function post<Body>(url: string, body: object): Promise<Body> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Body;
}
