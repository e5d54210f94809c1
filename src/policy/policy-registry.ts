import { createHash } from 'node:crypto';
import type { Conversation } from '../core/conversation.js';
import type { Policy } from '../core/policy.js';
import type { Log } from '../lib/log.js';
import { watchFiles } from '../lib/watched-file.js';
import { casesFileOf, type LoadedPolicy, loadPolicy, PolicyRefused } from './policy-file.js';

/** Which policies to read, and who gets which. */
export interface PolicyChoice {
  readonly file: string;
  /** Evaluated on the same readings without acting. */
  readonly shadowFile?: string | undefined;
  /** A policy being rolled out to so many in a hundred conversations. */
  readonly nextFile?: string | undefined;
  readonly nextPercent: number;
}

/** A policy as operators see it in `GET /policy`. */
export interface PolicyShown {
  readonly version: string;
  readonly sha256: string;
  /** ISO 8601. */
  readonly loadedAt: string;
  /** The YAML it was read from. */
  readonly source: string;
  /** The last reload that was refused since then. */
  readonly lastRejected: { readonly at: string; readonly faults: readonly string[] } | null;
}

export interface Policies {
  /** The policy of a conversation: the one it began under while that one is still in force, else by its id. */
  of(conversationId: string, before: Conversation | undefined): Policy;
  /** The policy that decides for every conversation outside a roll-out. */
  readonly active: Policy;
  readonly shadow: Policy | undefined;
  shown(): PolicyShown & {
    readonly next: (PolicyShown & { readonly percent: number }) | null;
    readonly shadow: PolicyShown | null;
  };
  /** Calls the listener with the policies that decide, now and whenever one of them has changed. */
  whenChanged(listener: (policies: readonly Policy[]) => void): void;
  close(): void;
}

interface Surroundings {
  readonly log: Log;
  now(): number;
  /** Called with the outcome of every reload. */
  onReload(result: 'loaded' | 'refused'): void;
}

/** Loads the policies and watches their files: a changed one takes effect between two turns, a bad one never does. */
export async function openPolicies(choice: PolicyChoice, around: Surroundings): Promise<Policies> {
  const watch = (file: string) => openWatched(file, { ...around, onChange: changed });
  const opened = await Promise.allSettled(
    [choice.file, choice.shadowFile, choice.nextFile].map((file) => file && watch(file)),
  );
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
    shown: () => ({
      ...main.shown(),
      next: next ? { ...next.shown(), percent: choice.nextPercent } : null,
      shadow: shadow?.shown() ?? null,
    }),
    whenChanged(listener) {
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

interface Watched {
  readonly policy: Policy;
  shown(): PolicyShown;
  close(): void;
}

async function openWatched(
  file: string,
  { log, now, onReload, onChange }: Surroundings & { onChange(): void },
): Promise<Watched> {
  let current: LoadedPolicy = await loadPolicy(file);
  let loadedAt = now();
  let rejected: PolicyShown['lastRejected'] = null;
  const watching = watchFiles([file, casesFileOf(file)], reload);

  async function reload(): Promise<void> {
    try {
      const loaded = await loadPolicy(file);
      const changes = loaded.policy.sha256 !== current.policy.sha256;
      rejected = null;
      if (!changes) return;
      current = loaded;
      loadedAt = now();
      onReload('loaded');
      onChange();
      const { version, sha256 } = loaded.policy;
      log.info({ policy: { version, sha256 } }, 'policy loaded');
    } catch (err) {
      const faults = err instanceof PolicyRefused ? err.message.split('\n') : ['the policy cannot be read'];
      rejected = { at: new Date(now()).toISOString(), faults };
      onReload('refused');
      log.error({ faults }, 'policy refused, the one before keeps deciding');
    }
  }

  return {
    get policy() {
      return current.policy;
    },
    shown() {
      const { version, sha256 } = current.policy;
      return {
        version,
        sha256,
        loadedAt: new Date(loadedAt).toISOString(),
        source: current.source,
        lastRejected: rejected,
      };
    },
    close: watching.close,
  };
}
