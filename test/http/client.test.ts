import type { Activity } from 'botbuilder';
import createClient from 'openapi-fetch';
import { afterAll, expect, test } from 'vitest';
import type { components, paths } from '../../src/http/openapi.js';
import { startService } from '../support/http-service.js';

const service = await startService();
const client = createClient<paths>({ baseUrl: service.url });
afterAll(() => service.close());

test('a client made from the contract sends a turn and reads the handoff activity, type-checked', async () => {
  const { data, error } = await client.POST('/evaluate', {
    body: {
      activity: { conversation: { id: 'typed' }, id: 't1', text: 'a person please', from: { id: 'u' } },
      context: { tier: 'gold' },
    },
  });
  expect(error).toBeUndefined();
  const outcome: 'continue' | 'offer' | 'escalate' | undefined = data?.decision.outcome;
  expect(outcome).toBe('escalate');
  const name: 'handoff.initiate' | 'handoff.status' | undefined = data?.handoff?.activity?.name;
  expect(name).toBe('handoff.initiate');
  expect(data?.handoff?.activity?.value).toMatchObject({ tier: 'gold' });
});

test('the type of an activity in the contract takes the Bot Framework SDK’s, and what a transcript has of it', () => {
  type Request = components['schemas']['EvaluateRequest'];
  const requestOf = (activity: Activity): Request => ({ activity, transcript: { activities: [activity] } });
  const activity = { type: 'message', conversation: { id: 'typed' } } as Activity;
  expect(requestOf(activity).activity).toBe(activity);
});

test('the same client reads what to change from a refusal', async () => {
  const { error, response } = await client.POST('/evaluate', { body: { activity: { conversation: { id: '' } } } });
  expect(response.status).toBe(400);
  const errors = error && 'errors' in error ? error.errors : [];
  expect(errors[0]?.path).toBe('/activity/conversation/id');
});
