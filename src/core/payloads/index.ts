import { isRecord } from '../records.js';
import { type Speaker, speakerOfAccount } from '../roles.js';
import type { Activity } from '../turn.js';
import { chatwoot } from './chatwoot.js';
import type { Convention, Tap } from './convention.js';
import { discord } from './discord.js';
import { genesys } from './genesys.js';
import { googleChat } from './google-chat.js';
import { googleRcs } from './google-rcs.js';
import { line } from './line.js';
import { liveperson } from './liveperson.js';
import { messenger } from './messenger.js';
import { slack } from './slack.js';
import { sunshine } from './sunshine.js';
import { teams } from './teams.js';
import { telegram } from './telegram.js';
import { twilio } from './twilio.js';
import { webChat } from './web-chat.js';
import { webex } from './webex.js';
import { wechat } from './wechat.js';
import { whatsapp } from './whatsapp.js';

export type { Tap } from './convention.js';
export { tappedInMenu, tappedOutside } from './tapped.js';

/** Every convention, asked in this order. Adding one is a file beside this one and a line here. */
const conventions: readonly Convention[] = [
  teams,
  messenger,
  twilio,
  whatsapp,
  slack,
  telegram,
  line,
  googleChat,
  googleRcs,
  wechat,
  webex,
  discord,
  sunshine,
  genesys,
  liveperson,
  chatwoot,
  webChat,
];

const taps = conventions.flatMap(({ tap }) => tap ?? []);
const speakers = conventions.flatMap(({ speaker }) => speaker ?? []);
const none: Activity = Object.freeze({});

/** The choice that an activity says was tapped; undefined for one that was typed. */
export function tapOf(activity: Activity): Tap | undefined {
  const { channelData, value } = activity;
  const native = isRecord(channelData) ? channelData : none;
  if (native === none && (value === undefined || value === null)) return undefined;
  return first(taps, activity, native);
}

/** Who an activity says it is from: by the sender's role, else by what the channel tells; undefined where neither does. */
export function speakerOf(activity: Activity): Speaker | undefined {
  const byRole = speakerOfAccount(activity.from);
  if (byRole !== undefined) return byRole;
  return isRecord(activity.channelData) ? first(speakers, activity, activity.channelData) : undefined;
}

function first<Told>(
  asked: readonly ((activity: Activity, native: Activity) => Told | undefined)[],
  activity: Activity,
  native: Activity,
): Told | undefined {
  for (const ask of asked) {
    const told = ask(activity, native);
    if (told !== undefined) return told;
  }
  return undefined;
}
