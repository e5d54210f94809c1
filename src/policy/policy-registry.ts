import { createHash } from 'node:crypto';
import type { Conversation } from '../core/conversation.js';
import type { Policy } from '../core/policy.js';
import { openWatchedPolicy, type PolicyResponse, type RegistryDependencies } from './watched-policy.js';

/** Which policies to read, and who gets which. */
export interface PolicyChoice {
  readonly file: string;
  /** Evaluated on the same readings without acting. */
  readonly shadowFile?: string | undefined;
  /** A policy being rolled out to so many in a hundred conversations. */
  readonly nextFile?: string | undefined;
  readonly nextPercent: number;
}

export interface PolicyRegistry {
  /** The policy of a conversation: the one it began under while that one is still in force, else by its id. */
  of(conversationId: string, before: Conversation | undefined): Policy;
  /** The policy that decides for every conversation outside a roll-out. */
  readonly active: Policy;
  readonly shadow: Policy | undefined;
  toResponse(): PolicyResponse & {
    readonly next: (PolicyResponse & { readonly percent: number }) | null;
    readonly shadow: PolicyResponse | null;
  };
  /** Calls the listener with the policies that decide, now and whenever one of them has changed. */
  onChange(listener: (policies: readonly Policy[]) => void): void;
  close(): void;
}

/** Loads the policies and watches their files: a changed one takes effect between two turns, a bad one never does. */
export async function openPolicyRegistry(choice: PolicyChoice, around: RegistryDependencies): Promise<PolicyRegistry> {
  const watch = (variable: string, file: string | undefined) =>
    file && openWatchedPolicy(file, { ...around, variable, onChange: changed });
  const opened = await Promise.allSettled([
    watch('POLICY_FILE', choice.file),
    watch('POLICY_SHADOW_FILE', choice.shadowFile),
    watch('POLICY_NEXT_FILE', choice.nextFile),
  ]);
  const faults = opened.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const [main, shadow, next] = opened.map((one) => (one.status === 'fulfilled' && one.value) || undefined);
  if (faults.length > 0 || !main) {
    for (const one of [main, shadow, next]) one?.close();
    throw new AggregateError(faults, 'a policy cannot be used');
  }
  const listeners: ((policies: readonly Policy[]) => void)[] = [];
  const deciding = () => [main, next].flatMap((one) => (one ? [one.policy] : []));

  function changed(): void {
    for (const listener of listeners) listener(deciding());
  }

  return {
    of(conversationId, before) {
      if (!next) return main.policy;
      const begun = before?.turns.at(-1)?.policy.sha256;
      if (begun === next.policy.sha256) return next.policy;
      if (begun === main.policy.sha256) return main.policy;
      return percentOf(conversationId) < choice.nextPercent ? next.policy : main.policy;
    },
    get active() {
      return main.policy;
    },
    get shadow() {
      return shadow?.policy;
    },
    toResponse: () => ({
      ...main.toResponse(),
      next: next ? { ...next.toResponse(), percent: choice.nextPercent } : null,
      shadow: shadow?.toResponse() ?? null,
    }),
    onChange(listener) {
      listeners.push(listener);
      listener(deciding());
    },
    close() {
      for (const one of [main, shadow, next]) one?.close();
    },
  };
}

/** Where a conversation stands in a hundred, the same in every process and at every time: 0 to 99.99. */
export function percentOf(conversationId: string): number {
  return (createHash('sha256').update(conversationId).digest().readUInt32BE(0) / 2 ** 32) * 100;
}
