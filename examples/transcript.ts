import { randomUUID } from 'node:crypto';
import { serviceFromEnvironment } from './loopback.js';
import { post } from './post.js';

// One conversation with the running service, from a first question to the end of its handoff. Of each answer the fields
// that a bot acts on are shown, as they came; README.md has what this prints.

const { url, apiKey } = serviceFromEnvironment();
const headers = apiKey ? { 'x-api-key': apiKey } : undefined;
const conversation = { id: randomUUID() };
let turn = 0;

type Shown = Readonly<Record<string, unknown>>;

/** These fields of an answer, in this order, those that are null left out. */
function shown(of: Shown, ...fields: string[]): string {
  return JSON.stringify(Object.fromEntries(fields.filter((name) => of[name] != null).map((name) => [name, of[name]])));
}

async function userSays(text: string): Promise<void> {
  const activity = { type: 'message', id: `t${++turn}`, channelId: 'directline', locale: 'en-US', conversation, text };
  const { decision, handoff } = await post<{ decision: Shown; handoff: Shown | null }>(
    `${url}/evaluate`,
    { activity },
    { limitMs: 10_000, headers },
  );
  console.log(`user     ${text}`);
  console.log(`service  ${shown(decision, 'outcome', 'reason', 'ruleId', 'skill', 'explanation')}`);
  if (!handoff?.activity) return;
  console.log(`handoff  ${shown(handoff, 'state', 'delivery')}`);
  console.log(`activity ${shown(handoff.activity as Shown, 'type', 'name')}`);
}

async function hubSays(state: string): Promise<void> {
  const event = { type: 'event', name: 'handoff.status', conversation, value: { state } };
  const { handoff } = await post<{ handoff: Shown }>(`${url}/handoff-status`, event, { limitMs: 10_000, headers });
  console.log(`hub      handoff.status ${state}`);
  console.log(`service  ${shown(handoff, 'state')}`);
}

await userSays('where is my parcel?');
await userSays('this is useless');
await userSays('it still does not work, I am so angry');
await userSays('yes please');
await hubSays('accepted');
await userSays('my card was charged twice');
await hubSays('completed');
await userSays('thank you');
