import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { LRUCache } from 'lru-cache';
import { post, RefusedError, whyOf } from './post.js';

export interface EscalationSettings {
  /** Where the escalation service listens. */
  readonly url: string;
  /** Its key for this bot, with the scopes evaluate and handoff-status, where the service asks for one. */
  readonly apiKey?: string | undefined;
  /** The longest a user waits for a decision, in ms. */
  readonly limitMs?: number | undefined;
}

/** What of an activity the service needs; the rest goes along as it is. */
export interface UserActivity {
  readonly type?: string | undefined;
  readonly conversation?: { readonly id: string } | undefined;
}

export interface HandoffActivity {
  readonly type: string;
  readonly name?: string;
  readonly value: object;
  readonly attachments?: unknown;
}

export interface Handoff {
  readonly id: string;
  readonly state?: string;
  readonly cause?: string;
  readonly activity?: HandoffActivity;
  readonly delivery: { readonly status: 'returned' | 'pending' | 'delivered' | 'failed'; readonly cause?: string };
}

/** What a bot does about one turn; `SERVICE_UNAVAILABLE` is our own word for no decision. */
export interface Answer {
  readonly decision: {
    readonly outcome: 'continue' | 'offer' | 'escalate';
    readonly reason: string;
    readonly reading?: { readonly offerAccepted: number | null };
  };
  readonly handoff: Handoff | null;
}

/** The escalation service as a bot sees it. What it says of one bot and one process; a larger bot would store it. */
export interface Escalation {
  /**
   * For every activity the bot receives, whoever sent it. Never rejects: without a decision in time the bot goes on as if
   * there were no service.
   */
  evaluate(activity: UserActivity): Promise<Answer>;
  /** Passes a `handoff.status` event on. Never rejects; what cannot be passed on now is tried again afterwards. */
  tell(event: UserActivity): Promise<void>;
}

/** A conversation's turns without a decision that are asked about again; older ones are given up. */
const mostUnanswered = 5;
const unansweredMs = 600_000;

export function createEscalation({ url, apiKey, limitMs = 2000 }: EscalationSettings): Escalation {
  /** The conversations that an agent has, or is asked to take. */
  const withAgent = new LRUCache<string, true>({ max: 10_000 });
  const unanswered = new LRUCache<string, readonly UserActivity[]>({ max: 10_000, ttl: unansweredMs });
  const pauses = new ExponentialBackoff({ initialDelay: 1_000, maxDelay: 60_000 });
  const later = retry(handleWhen(isWorthRetrying), { maxAttempts: 10, backoff: pauses }).dangerouslyUnref();

  function ask<Body>(path: string, body: object): Promise<Body> {
    return post(`${url}${path}`, body, { limitMs, headers: apiKey ? { 'x-api-key': apiKey } : undefined });
  }

  async function decisionOn(activity: UserActivity): Promise<Answer> {
    const answer = await ask<Answer>('/evaluate', { activity });
    if (!answer.decision) throw new Error('answered something else');
    return answer;
  }

  function remember(conversation: string, answer: Answer): Answer {
    const { outcome, reason } = answer.decision;
    const isOpen = outcome === 'escalate' || reason === 'HANDOFF_OPEN' || isHandoffOpen(answer.handoff);
    if (isOpen) withAgent.set(conversation, true);
    else withAgent.delete(conversation);
    return answer;
  }

  return {
    /**
     * A turn whose answer was lost may have been decided all the same, and its handoff would then be open without
     * anybody knowing. So it is asked about again before the next one: the service knows it by its id.
     */
    async evaluate(activity) {
      const conversation = activity.conversation?.id ?? '';
      const turns = [...(unanswered.get(conversation) ?? []), activity].slice(-mostUnanswered);
      for (const [at, turn] of turns.entries()) {
        try {
          const answer = await decisionOn(turn);
          if (isLeftAlone(answer) && at < turns.length - 1) continue;
          unanswered.delete(conversation);
          return remember(conversation, answer);
        } catch (err) {
          console.warn(`No decision, the bot goes on without one: ${whyOf(err)}`);
          unanswered.set(conversation, turns.slice(isWorthRetrying(err) ? at : at + 1).filter(isWorthKeeping));
          break;
        }
      }
      return withoutDecision(withAgent.has(conversation));
    },
    async tell(event) {
      const conversation = event.conversation?.id ?? '';
      const send = async () => {
        const { handoff } = await ask<{ handoff?: Handoff | null }>('/handoff-status', event);
        if (!isHandoffOpen(handoff)) withAgent.delete(conversation);
      };
      if (hasEnded(event)) withAgent.delete(conversation);
      await send().catch((err: unknown) => {
        console.warn(`The service has not heard of a handoff status: ${whyOf(err)}`);
        if (isWorthRetrying(err)) later.execute(send).catch(() => console.warn('A handoff status is given up.'));
      });
    },
  };
}

/** While an agent has the conversation the bot keeps quiet, service or not. */
function withoutDecision(isWithAgent: boolean): Answer {
  const reason = isWithAgent ? 'HANDOFF_OPEN' : 'SERVICE_UNAVAILABLE';
  return { decision: { outcome: 'continue', reason }, handoff: null };
}

function isHandoffOpen(handoff: Handoff | null | undefined): boolean {
  return handoff?.state === 'initiated' || handoff?.state === 'accepted';
}

/** Whether an earlier turn's answer asks nothing of the bot any more. */
function isLeftAlone({ decision: { outcome, reason } }: Answer): boolean {
  return outcome === 'continue' && reason !== 'HANDOFF_WITHDRAWN';
}

/** That a user was typing is no news later. */
function isWorthKeeping({ type }: UserActivity): boolean {
  return type !== 'typing';
}

/** No answer, too many requests and 5xx may go away; any other answer stays what it is. */
function isWorthRetrying(err: unknown): boolean {
  return !(err instanceof RefusedError) || err.status >= 500 || [408, 429].includes(err.status);
}

/** Our own words for an end; the service, which knows every hub's, is heard once it answers. */
function hasEnded(event: UserActivity & { value?: { state?: unknown } }): boolean {
  return ['completed', 'failed'].includes(String(event.value?.state));
}
