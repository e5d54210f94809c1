import type { Activity } from './turn.js';

/** Channels that answer 400 to an event from a bot; the sources are in docs/hubs.md. */
const refusingChannels: ReadonlySet<string> = new Set(['msteams']);

/** Where the Microsoft 365 Agents Playground takes a bot's activities, whatever channel it plays. */
const playgroundPath = /\/_connector\/?$/;

/** Whether the channel an activity came from is known to refuse the events a bot sends; of most, nothing is known. */
export function refusesEvents({ channelId, serviceUrl }: Activity): boolean {
  if (typeof channelId === 'string' && refusingChannels.has(withoutSubChannel(channelId))) return true;
  return typeof serviceUrl === 'string' && serviceUrl.length <= 2048 && playgroundPath.test(serviceUrl);
}

/** The Agents SDK writes a product of a channel behind a colon, `msteams:COPILOT` for one. */
function withoutSubChannel(channelId: string): string {
  const colon = channelId.indexOf(':');
  return colon < 0 ? channelId : channelId.slice(0, colon);
}
