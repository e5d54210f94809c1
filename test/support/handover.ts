import type { Decision } from '../../src/core/decision.js';
import { type HandoffActivity, type Handover, handoffActivity } from '../../src/core/handoff.js';
import { type Activity, type Transcript, type Turn, userTurn } from '../../src/core/turn.js';
import type { AgentHub } from '../../src/hubs/hub.js';

/** A turn on which a user asks for a human, as Direct Line brings it. */
export function turnOn(serviceUrl: string, more: Activity = {}, transcript?: Transcript): Turn {
  const activity: Activity = {
    type: 'message',
    id: 'conv|0000007',
    channelId: 'directline',
    serviceUrl,
    locale: 'en-US',
    from: { id: 'user-42', name: 'Dana' },
    recipient: { id: 'shop-bot', name: 'Shop Bot' },
    conversation: { id: 'conv/1|a' },
    text: 'a person please',
    ...more,
  };
  return userTurn({
    id: 'conv|0000007',
    conversation: 'conv/1|a',
    utterance: 'a person please',
    locale: 'en-US',
    channel: String(activity.channelId),
    context: { tier: 'gold', orders: 2, ratio: 0.5, vip: true },
    transcript,
    activity,
  });
}

const decision = {
  id: 'd-1',
  outcome: 'escalate',
  skill: 'Credit Cards',
  reason: 'RULE_MATCHED',
  ruleId: 'asked-for-human',
  explanation: 'The user asked for a human: talkToHuman 0.9712 is at least asksForHuman 0.80.',
} as unknown as Decision;

const analysis = {
  language: 'en',
  talkToHuman: { score: 0.9712 },
  sentiment: { label: 'neutral' },
} as unknown as Handover['analysis'];

export const handoffId = '0b7c0000-0000-8000-a000-000000000001';

export function handoverOf(turn: Turn): Handover {
  return { turn, decision, analysis, handoffId };
}

/** The activity this hub would be sent. */
export function activityFor(hub: AgentHub, turn: Turn): HandoffActivity {
  return handoffActivity(turn, handoffId, hub.context(handoverOf(turn)));
}
