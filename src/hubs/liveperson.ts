import { z } from 'zod';
import { type HandoffActivity, type HandoffContext, type Handover, handoffContext } from '../core/handoff.js';
import type { Activity, Fact } from '../core/turn.js';
import { oneOf } from '../lib/setting-fields.js';
import { definePart, defineSettings, type Open } from '../lib/settings.js';
import { connectorSettings, openConnector, ruledByAppType } from './connector.js';
import type { AgentHub } from './hub.js';

const settings = defineSettings(
  'HUB',
  {
    ...connectorSettings,
    /** `transfer` sends the connector's TRANSFER action, `event` the `handoff.initiate` event, which it takes as well. */
    form: oneOf('transfer', 'event').default('transfer').meta({ example: 'transfer' }),
    /** What the customer reads when they are handed over; may be empty. */
    customerMessage: z.string().max(1000).default('').meta({ example: 'One moment, an agent will be with you.' }),
  },
  ruledByAppType,
);

/** LivePerson's Direct Line connector, where the bot is an agent: it transfers to the skill that is named. */
export const openLivePersonHub: Open<AgentHub> = definePart(settings, async (values, runtime) => {
  const { lastUtterance, form, customerMessage, ...rest } = values;
  const connector = await openConnector(rest, runtime);
  const toSend = form === 'transfer' ? transfer : withText;
  return {
    context: (handover) => livePersonContext(handover, handoffContext(handover, lastUtterance)),
    deliver: (activity, limit) => connector.send(toSend(activity, customerMessage), limit),
    async close() {
      connector.close();
    },
  };
});

/** Skill names are compared exactly, and LivePerson writes them in kebab-case. */
function livePersonContext({ turn }: Handover, context: HandoffContext): HandoffContext {
  const skill = kebab(String(context.skill ?? ''));
  const attributes = engagementAttributes(turn.context);
  return {
    ...context,
    ...(attributes.length > 0 ? { EngagementAttributes: attributes } : {}),
    skill,
    Skill: skill,
  };
}

function kebab(skill: string): string {
  return skill
    .trim()
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/[\s_]+/g, '-')
    .toLowerCase();
}

/** Facts under these names become the customer's engagement attributes, which LivePerson's message router reads. */
const attributesOf = {
  ctmrinfo: { customerType: 'CustomerType', socialId: 'SocialId' },
  personal: { firstName: 'FirstName', lastName: 'LastName' },
} as const;

function engagementAttributes(facts: Readonly<Record<string, Fact>>): Record<string, string>[] {
  return Object.entries(attributesOf).flatMap(([type, names]) => {
    const known = Object.entries(names).filter(([fact]) => Object.hasOwn(facts, fact));
    if (known.length === 0) return [];
    return [{ Type: type, ...Object.fromEntries(known.map(([fact, name]) => [name, String(facts[fact])])) }];
  });
}

function transfer(activity: HandoffActivity, text: string): Activity {
  const { name, value, attachments, relatesTo, ...address } = activity;
  const action = { name: 'TRANSFER', parameters: { skill: value.skill } };
  return { ...address, type: 'message', text, channelData: { action } };
}

function withText(activity: HandoffActivity, text: string): Activity {
  return text === '' ? activity : { ...activity, text };
}
