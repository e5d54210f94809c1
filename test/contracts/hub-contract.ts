import { existsSync, readFileSync } from 'node:fs';
import { Activity } from '@microsoft/agents-activity';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { AgentHub } from '../../src/hubs/hub.js';
import { type FakeHub, type Reply, startFakeHub } from '../support/fake-hub.js';
import { activityFor, handoffId, handoverOf, turnOn } from '../support/handover.js';

export interface HubCase {
  /** Opens the hub so that it reaches this server. */
  open(server: FakeHub): Promise<AgentHub>;
  readonly delivers: boolean;
}

/** What every agent hub promises. Its golden activity is what the platform gets of one known turn. */
export function hubContract(name: string, { open, delivers }: HubCase): void {
  describe(`the ${name} hub`, () => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0)) await close();
    });

    async function opened(reply?: (nth: number) => Reply | undefined) {
      const server = await startFakeHub(reply);
      const hub = await open(server);
      closing.push(
        () => hub.close(),
        () => server.close(),
      );
      return { server, hub, activity: activityFor(hub, turnOn(server.url)) };
    }

    test('gives the golden activity', async () => {
      const { server, hub, activity } = await opened();
      await hub.deliver?.(activity, AbortSignal.timeout(2000));
      const sent = delivers ? server.received.map(({ body }) => body) : [activity];
      const text = JSON.stringify(sent).replaceAll(server.url, 'https://directline.botframework.com/');
      const golden = new URL(`../golden/activities/${name}.yaml`, import.meta.url);
      expect(existsSync(golden)).toBe(true);
      expect(JSON.parse(text)).toEqual(parse(readFileSync(golden, 'utf8')));
    });

    test('says whom and why in its context, whatever else it says', async () => {
      const { hub, server } = await opened();
      const context = hub.context(handoverOf(turnOn(server.url)));
      expect(context).toMatchObject({ handoffId, decisionId: 'd-1', reason: 'RULE_MATCHED', tier: 'gold' });
      expect(String(context.skill)).toMatch(/credit.cards/i);
      expect(context.Skill).toBe(context.skill);
      expect(JSON.stringify(context)).not.toContain('a person please');
    });

    test('makes an activity that the Agents SDK accepts', async () => {
      const { activity, server } = await opened();
      expect(Activity.fromObject(activity as never)).toMatchObject({ type: 'event', name: 'handoff.initiate' });
      for (const { body } of server.received) Activity.fromObject(body as never);
    });

    if (!delivers) {
      test('does not deliver', async () => {
        expect((await opened()).hub.deliver).toBeUndefined();
      });
      return;
    }

    describe('when it delivers', () => {
      async function attempt(reply: Reply, limitMs = 2000) {
        const { hub, server, activity } = await opened(() => reply);
        const came = await hub.deliver?.(activity, AbortSignal.timeout(limitMs));
        return { came, calls: server.received.length };
      }

      test.each<[Reply, string]>([
        [{ status: 200, body: { id: 'x' } }, 'taken'],
        [{ status: 202 }, 'taken'],
        [{ status: 204 }, 'taken'],
      ])('%o is taken', async (reply, outcome) => {
        expect((await attempt(reply)).came).toMatchObject({ outcome });
      });

      test.each<[Reply, string]>([
        [{ status: 403 }, 'unauthorized'],
        [{ status: 408 }, 'unavailable'],
        [{ status: 412 }, 'throttled'],
        [{ status: 500 }, 'unavailable'],
        [{ status: 503 }, 'unavailable'],
        ['reset', 'unavailable'],
      ])('%o fails as %s, after one call', async (reply, cause) => {
        expect(await attempt(reply)).toEqual({ came: { outcome: 'failed', cause }, calls: 1 });
      });

      test('a hub that asks to wait says how long', async () => {
        const { came } = await attempt({ status: 429, headers: { 'retry-after': '7' } });
        expect(came).toEqual({ outcome: 'failed', cause: 'throttled', retryAfterMs: 7000 });
      });

      test('a hub that does not answer fails as timeout', async () => {
        expect(await attempt('hang', 100)).toEqual({ came: { outcome: 'failed', cause: 'timeout' }, calls: 1 });
      });

      test('the second time it sends the same, so that a hub can drop it', async () => {
        const { hub, server, activity } = await opened();
        await hub.deliver?.(activity, AbortSignal.timeout(2000));
        await hub.deliver?.(activity, AbortSignal.timeout(2000));
        const bodies = server.received.map(({ body }) => body);
        expect(bodies[1]).toEqual(bodies[0]);
        expect(bodies[0]?.id).toBe(handoffId);
      });
    });
  });
}
