import { expect, test } from 'vitest';
import { refusesEvents } from '../../src/core/channels.js';
import type { Activity } from '../../src/core/turn.js';

const playground = 'http://localhost:56150/_connector';

const refusing: [string, Activity][] = [
  ['Teams', { channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/emea/' }],
  ['a product of Teams', { channelId: 'msteams:COPILOT' }],
  ['the Agents Playground', { channelId: 'emulator', serviceUrl: playground }],
  ['the Agents Playground as Direct Line', { channelId: 'directline', serviceUrl: `${playground}/` }],
  ['the Agents Playground, without a channel', { serviceUrl: playground }],
];

const others: [string, Activity][] = [
  ['Direct Line', { channelId: 'directline', serviceUrl: 'https://directline.botframework.com/' }],
  ['Web Chat', { channelId: 'webchat', serviceUrl: 'https://webchat.botframework.com/' }],
  ['the Bot Framework Emulator', { channelId: 'emulator', serviceUrl: 'http://localhost:50312' }],
  ['a channel nobody told us of', { channelId: 'slack', serviceUrl: 'https://slack.botframework.com/' }],
  ['a name that only begins like Teams', { channelId: 'msteams2' }],
  ['no channel', {}],
  ['a channel that is no text', { channelId: 7, serviceUrl: { url: playground } }],
];

test.each(refusing)('%s is known to refuse events', (_name, activity) => {
  expect(refusesEvents(activity)).toBe(true);
});

test.each(others)('%s is not', (_name, activity) => {
  expect(refusesEvents(activity)).toBe(false);
});
