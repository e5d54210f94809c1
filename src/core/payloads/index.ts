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
import { submit } from './submit.js';
import { sunshine } from './sunshine.js';
import { teams } from './teams.js';
import { telegram } from './telegram.js';
import { twilio } from './twilio.js';
import { webChat } from './web-chat.js';
import { webex } from './webex.js';
import { wechat } from './wechat.js';
import { whatsapp } from './whatsapp.js';

export type { Tap } from './convention.js';
export { hasLetters, tappedInMenu, tappedOutside } from './tapped.js';

/** Every convention. Adding one is a file beside this one and a line here. */
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
  submit,
];

const none: Activity = Object.freeze({});
const tapsOfAll = conventions.filter(({ fields }) => fields.length === 0).flatMap(({ tap }) => tap ?? []);
const speakersOfAll = conventions.filter(({ fields }) => fields.length === 0).flatMap(({ speaker }) => speaker ?? []);
const tapsByField = byField(({ tap }) => tap);
const speakersByField = byField(({ speaker }) => speaker);

/** The choice that an activity says was tapped; undefined for one that was typed. */
export function tapOf(activity: Activity): Tap | undefined {
  const native = nativeOf(activity);
  return firstByField(tapsByField, activity, native) ?? first(tapsOfAll, activity, native);
}

/** Who an activity says it is from: by the sender's role, else by what the channel tells; undefined where neither does. */
export function speakerOf(activity: Activity): Speaker | undefined {
  const byRole = speakerOfAccount(activity.from);
  if (byRole !== undefined) return byRole;
  const native = nativeOf(activity);
  return firstByField(speakersByField, activity, native) ?? first(speakersOfAll, activity, native);
}

function nativeOf({ channelData }: Activity): Activity {
  return isRecord(channelData) ? channelData : none;
}

type Ask<Told> = (activity: Activity, native: Activity) => Told | undefined;

function byField<Told>(askOf: (convention: Convention) => Ask<Told> | undefined): ReadonlyMap<string, Ask<Told>[]> {
  const asks = new Map<string, Ask<Told>[]>();
  for (const convention of conventions) {
    const ask = askOf(convention);
    if (ask) for (const field of convention.fields) asks.set(field, [...(asks.get(field) ?? []), ask]);
  }
  return asks;
}

function firstByField<Told>(
  asks: ReadonlyMap<string, readonly Ask<Told>[]>,
  activity: Activity,
  native: Activity,
): Told | undefined {
  if (native === none) return undefined;
  for (const field of Object.keys(native)) {
    const asked = asks.get(field);
    const told = asked && first(asked, activity, native);
    if (told !== undefined) return told;
  }
  return undefined;
}

function first<Told>(asks: readonly Ask<Told>[], activity: Activity, native: Activity): Told | undefined {
  for (const ask of asks) {
    const told = ask(activity, native);
    if (told !== undefined) return told;
  }
  return undefined;
}
