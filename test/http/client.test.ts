import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import createClient from 'openapi-fetch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { paths } from '../../src/http/openapi.js';
import { createService } from '../support/http-service.js';

const { app } = await createService();
const server = createServer(app);
let client: ReturnType<typeof createClient<paths>>;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = createClient<paths>({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterAll(() => void server.close());

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
  const name: 'handoff.initiate' | undefined = data?.handoff?.activity?.name;
  expect(name).toBe('handoff.initiate');
  expect(data?.handoff?.activity?.value).toMatchObject({ tier: 'gold' });
});

test('the same client reads what to change from a refusal', async () => {
  const { error, response } = await client.POST('/evaluate', { body: { activity: { conversation: { id: '' } } } });
  expect(response.status).toBe(400);
  const errors = error && 'errors' in error ? error.errors : [];
  expect(errors[0]?.path).toBe('/activity/conversation/id');
});
