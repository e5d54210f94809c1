import type { Policy } from '../core/policy.js';
import type { Surroundings } from '../core/policy-laws/law.js';
import type { Log } from '../lib/log.js';
import { watchFiles } from '../lib/watched-file.js';
import { casesFileOf, type LoadedPolicy, loadPolicy, PolicyRefusedError, rulesMarkOf } from './policy-file.js';

/** A policy as operators see it in `GET /policy`. */
export interface PolicyResponse {
  readonly version: string;
  readonly sha256: string;
  /** ISO 8601. */
  readonly loadedAt: string;
  /** The YAML it was read from. */
  readonly source: string;
  /** The last reload that was refused since then. */
  readonly lastRejected: { readonly at: string; readonly faults: readonly string[] } | null;
}

export interface RegistryDependencies {
  readonly log: Log;
  now(): number;
  /** Called with the outcome of every reload. */
  onReload(result: 'loaded' | 'refused'): void;
  readonly surroundings?: Surroundings;
  /** Whether this process tells of the laws that a policy breaks; of several with one policy, one is enough. */
  readonly tellsBreaches?: boolean;
}

interface WatchedPolicyDependencies extends RegistryDependencies {
  /** The setting that names the file. */
  readonly variable: string;
  onChange(): void;
}

/** A policy that is read again whenever its file, or the file of its cases, has changed. */
export interface WatchedPolicy {
  /** The last one that could be used. */
  readonly policy: Policy;
  toResponse(): PolicyResponse;
  close(): void;
}

/** @throws PolicyRefusedError when the policy cannot be used at start; later a bad one is told and never takes effect */
export async function openWatchedPolicy(
  file: string,
  { log, now, onReload, onChange, surroundings, tellsBreaches = true, variable }: WatchedPolicyDependencies,
): Promise<WatchedPolicy> {
  let current = await load();
  tell(current);
  let loadedAt = now();
  let rejected: PolicyResponse['lastRejected'] = null;
  const watching = watchFiles([file, casesFileOf(file)], reload);

  async function load(): Promise<LoadedPolicy> {
    const loaded = await loadPolicy(file, surroundings, variable);
    for (const { file, line, message } of loaded.caseWarnings)
      log.warn({ file, line, message }, 'policy case out of date');
    return loaded;
  }

  function tell({ breaches }: LoadedPolicy): void {
    if (!tellsBreaches) return;
    for (const { file, line, message } of breaches) log.warn({ file, line, message }, 'policy breaks a law');
  }

  async function reload(): Promise<void> {
    try {
      const loaded = await load();
      const changes = loaded.policy.sha256 !== current.policy.sha256;
      if (changes) assertMarkKept(file, current, loaded);
      rejected = null;
      if (!changes) return;
      const lost = lostRules(current.policy, loaded.policy);
      current = loaded;
      loadedAt = now();
      onReload('loaded');
      onChange();
      const { version, sha256 } = loaded.policy;
      if (lost.length > 0) log.warn({ policy: { version, sha256 }, lost }, 'policy loaded that has lost rules');
      else log.info({ policy: { version, sha256 } }, 'policy loaded');
      tell(loaded);
    } catch (err) {
      const faults = err instanceof PolicyRefusedError ? err.message.split('\n') : ['the policy cannot be read'];
      rejected = { at: new Date(now()).toISOString(), faults };
      onReload('refused');
      log.error({ faults }, 'policy refused, the one before keeps deciding');
    }
  }

  return {
    get policy() {
      return current.policy;
    },
    toResponse() {
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

/** The rules that are gone, by id. They may be gone because the file was cut. */
function lostRules(before: Policy, after: Policy): string[] {
  const left = new Set(after.rules.map(({ id }) => id));
  return before.rules.map(({ id }) => id).filter((id) => !left.has(id));
}

/** Where the mark stands at the end, a file without it is one that was cut. */
function assertMarkKept(file: string, before: LoadedPolicy, after: LoadedPolicy): void {
  const [mark, next] = [rulesMarkOf(before.source), rulesMarkOf(after.source)];
  if (mark === undefined || next !== undefined) return;
  const message = `has lost its mark "# rules: ${mark.rules}": it may be cut; to go on without a mark, start again`;
  throw new PolicyRefusedError([{ file, line: after.source.split('\n').length, column: 1, message }]);
}
