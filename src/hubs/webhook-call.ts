import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Attempt } from '../core/delivery.js';
import type { HandoffActivity } from '../core/handoff.js';
import { httpUrl } from '../lib/setting-fields.js';
import type { Runtime } from '../lib/settings.js';
import { attemptOf, attemptWithout } from './attempt.js';
import { type CallSettings, openOutbound } from './call-settings.js';

/** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks has it. */
const secret = z
  .string()
  .regex(/^(whsec_)?[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and 24 to 64 random bytes in base64')
  .transform((text) => Buffer.from(text.replace(/^whsec_/, ''), 'base64'));

/** Where the webhook is and what it is signed with: during a change of secrets both, separated by a comma. */
export const webhookUrl = httpUrl('must be the https:// address that takes handoffs').meta({
  example: 'https://hub.example.com/handoffs',
});
export const webhookSecrets = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(secret).max(2, 'must be one secret, or two while it changes'))
  .meta({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });

interface Webhook {
  /** Sends a handoff activity as signed JSON. Never rejects. */
  send(activity: HandoffActivity, limit: AbortSignal): Promise<Attempt>;
  close(): void;
}

/** A webhook with the headers and the signature of Standard Webhooks; its id is the handoff's, every time. */
export function openWebhook(
  url: string,
  secrets: readonly Buffer[],
  settings: CallSettings,
  { log, now }: Runtime,
): Webhook {
  const outbound = openOutbound([new URL(url).host], settings);
  return {
    async send(activity, limit) {
      const body = JSON.stringify(activity);
      const headers = { 'content-type': 'application/json', ...signed(activity.id, now(), body, secrets) };
      try {
        const answer = await outbound.call(url, { method: 'POST', headers, body }, limit);
        if (answer.status >= 300) log.warn({ status: answer.status }, 'the webhook refused');
        return attemptOf(answer, now());
      } catch (err) {
        return attemptWithout(err, limit);
      }
    },
    close: () => outbound.close(),
  };
}

function signed(id: string, now: number, body: string, secrets: readonly Buffer[]): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return {
    'idempotency-key': id,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
