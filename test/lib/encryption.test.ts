import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { bareActivity } from '../../src/core/delivery.js';
import type { HandoffActivity } from '../../src/core/handoff.js';
import { seal, sealingKeys, unseal } from '../../src/lib/encryption.js';

const key = randomBytes(32);

test('what is sealed opens with its key, in its place, and not otherwise', () => {
  const sealed = seal('what the user said', 'h-1', [key]);
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('user');
  expect(unseal(sealed, 'h-1', [key])).toBe('what the user said');
  expect(unseal(sealed, 'h-2', [key])).toBeUndefined();
  expect(unseal(sealed, 'h-1', [randomBytes(32)])).toBeUndefined();
  const bytes = Buffer.from(sealed, 'base64');
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
  expect(unseal(bytes.toString('base64'), 'h-1', [key])).toBeUndefined();
  expect(unseal('AAAA', 'h-1', [key])).toBeUndefined();
});

test('a key is replaced without losing what waits', () => {
  const sealed = seal('said', 'h-1', [key]);
  expect(unseal(sealed, 'h-1', [randomBytes(32), key])).toBe('said');
});

test('a key is 32 bytes', () => {
  expect(sealingKeys.safeParse(key.toString('base64')).success).toBe(true);
  for (const wrong of ['', 'secret', randomBytes(16).toString('base64')])
    expect(sealingKeys.safeParse(wrong).success).toBe(false);
});

test('without a key what waits has no transcript, no words and no facts of the user', () => {
  const value = {
    skill: 'billing',
    handoffId: 'h-1',
    lastUtterance: 'a person',
    tier: 'gold',
    Context: { tier: 'gold' },
  };
  const activity = { type: 'event', id: 'h-1', value, attachments: [{ content: 'said' }], serviceUrl: 'https://x/' };
  expect(bareActivity(activity as unknown as HandoffActivity)).toEqual({
    type: 'event',
    id: 'h-1',
    serviceUrl: 'https://x/',
    value: { skill: 'billing', handoffId: 'h-1' },
  });
});
