import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import { parsePolicy, pathInDocument } from '../core/parse-policy.js';
import type { Policy } from '../core/policy.js';
import { parseCases } from '../core/policy-cases.js';
import { breachesOf, laws, strictLaws } from '../core/policy-laws/index.js';
import type { Law, Surroundings } from '../core/policy-laws/law.js';
import type { PolicyFault } from '../core/policy-shape.js';
import { runCase } from '../core/run-case.js';

/** A fault of a policy file with its place, as editors and CI annotations understand it. */
export interface PlacedFault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Thrown for a policy that cannot be used; lists every fault as `file:line:column: message`. */
export class PolicyRefusedError extends Error {
  readonly faults: readonly PlacedFault[];

  constructor(faults: readonly PlacedFault[]) {
    super(faults.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'));
    this.name = 'PolicyRefusedError';
    this.faults = faults;
  }
}

/** A policy with the text it was read from. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly source: string;
  /** The laws it breaks, each with its place; it decides all the same. */
  readonly breaches: readonly PlacedFault[];
  /** What is out of date in its cases, and was read all the same. */
  readonly caseWarnings: readonly PlacedFault[];
}

/** The default policy of this installation: beside `src` and `dist`. */
export const installedPolicy = fileURLToPath(new URL('../../policies/default.yaml', import.meta.url));

/** The policy that new ones begin as, with cases beside it. */
export const starterPolicy = fileURLToPath(new URL('../../policies/starter.yaml', import.meta.url));

const mostPolicyBytes = 1024 * 1024;

/**
 * Reads and checks a policy file, which `variable` names, and runs the cases beside it.
 *
 * @throws PolicyRefusedError when it cannot be used
 */
export async function loadPolicy(
  file: string,
  surroundings: Surroundings = {},
  variable = 'POLICY_FILE',
): Promise<LoadedPolicy> {
  const source = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const message = `cannot be read (${cause.code}); set ${variable} to a policy, for example policies/default.yaml`;
    throw new PolicyRefusedError([{ file, line: 1, column: 1, message }]);
  });
  const { policy, faults, breaches } = checkPolicy(file, source, surroundings);
  if (policy === undefined) throw new PolicyRefusedError(faults);
  const caseWarnings = await prove(policy, casesFileOf(file));
  return { policy, source, breaches: [...faults, ...breaches], caseWarnings };
}

/** Runs the cases, and resolves with what is out of date in them. A policy without a cases file has nothing to prove. */
async function prove(policy: Policy, file: string): Promise<readonly PlacedFault[]> {
  const source = await readFile(file, 'utf8').catch((err: NodeJS.ErrnoException) => {
    if (err.code === 'ENOENT') return undefined;
    throw new PolicyRefusedError([{ file, line: 1, column: 1, message: `cannot be read (${err.code})` }]);
  });
  if (source === undefined) return [];
  const { faults, warnings } = await runCases(policy, file, source);
  if (faults.length > 0) throw new PolicyRefusedError(faults);
  return warnings;
}

/** Parses the text of a policy; throws `PolicyRefusedError`. `file` is used in messages only. */
export function readPolicy(file: string, source: string): Policy {
  const { data, placed } = readYaml(file, source);
  const parsed = parsePolicy(data, sha256(source));
  if ('policy' in parsed) return parsed.policy;
  throw new PolicyRefusedError(parsed.faults.map(placed));
}

/** What is wrong with a policy, down to what only deserves a warning. */
export interface CheckedPolicy {
  /** Undefined when the service would refuse it. */
  readonly policy: Policy | undefined;
  /** What nobody should take into service, whether or not the service would. */
  readonly faults: readonly PlacedFault[];
  /** The other laws it breaks. They are looked at once it can be read. */
  readonly breaches: readonly PlacedFault[];
}

/** Parses the text of a policy and holds it against every law. A text that is no YAML has its faults only. */
export function checkPolicy(file: string, source: string, surroundings: Surroundings = {}): CheckedPolicy {
  try {
    const { data, placed } = readYaml(file, source);
    const parsed = parsePolicy(data, sha256(source));
    const policy = 'policy' in parsed ? parsed.policy : undefined;
    const breached = (all: Readonly<Record<string, Law>>, policy: Policy) =>
      breachesOf(all, policy, surroundings).map((one) => ({ ...one, path: pathInDocument(one.path, parsed.places) }));
    const strict = breached(strictLaws, 'policy' in parsed ? parsed.policy : parsed.favourable);
    const faults = [...('faults' in parsed ? parsed.faults : []), ...strict];
    const breaches = policy ? breached(laws, policy) : [];
    const cut = policy ? markFaults(file, source, policy) : [];
    return {
      policy: cut.length > 0 ? undefined : policy,
      faults: [...cut, ...faults.map(placed)],
      breaches: breaches.map(placed),
    };
  } catch (err) {
    if (!(err instanceof PolicyRefusedError)) throw err;
    return { policy: undefined, faults: err.faults, breaches: [] };
  }
}

/** How many rules a policy says it has. */
export interface RulesMark {
  readonly rules: number;
  /** From 1. */
  readonly line: number;
}

/** The comment `# rules: 9`, on a line of its own anywhere in the file; undefined where there is none. */
export function rulesMarkOf(source: string): RulesMark | undefined {
  const found = /^#[ \t]*rules:[ \t]*(\d{1,9})[ \t]*\r?$/m.exec(source);
  return found ? { rules: Number(found[1]), line: source.slice(0, found.index).split('\n').length } : undefined;
}

function markFaults(file: string, source: string, { rules }: Policy): PlacedFault[] {
  const mark = rulesMarkOf(source);
  if (mark === undefined || mark.rules === rules.length) return [];
  const message = `says that it has ${mark.rules} rules and has ${rules.length}: it may be cut, or the mark is out of date`;
  return [{ file, line: mark.line, column: 1, message }];
}

function sha256(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}

/** The file that proves a policy, beside it: `default.yaml` has `default.cases.yaml`. */
export function casesFileOf(policyFile: string): string {
  return `${policyFile.replace(/\.ya?ml$/, '')}.cases.yaml`;
}

/** What a policy's cases showed: the sentence of each, and the turns that went otherwise. */
export interface CasesRun {
  readonly names: readonly string[];
  readonly faults: readonly PlacedFault[];
  /** What is out of date in the cases, and was read all the same. */
  readonly warnings: readonly PlacedFault[];
}

/**
 * Runs a policy's cases from their text, letting requests through in between.
 *
 * @throws PolicyRefusedError when unreadable
 */
export async function runCases(policy: Policy, file: string, source: string): Promise<CasesRun> {
  const { data, placed } = readYaml(file, source);
  const parsed = parseCases(data);
  if ('faults' in parsed) throw new PolicyRefusedError(parsed.faults.map(placed));
  const faults: PlacedFault[] = [];
  for (const [place, one] of parsed.cases.entries()) {
    const fault = runCase(policy, one, place);
    if (fault) faults.push(placed(fault));
    if (place % 16 === 15) await setImmediate();
  }
  return { names: parsed.cases.map(({ it }) => it), faults, warnings: parsed.warnings.map(placed) };
}

interface ReadYaml {
  readonly data: unknown;
  placed(fault: PolicyFault): PlacedFault;
}

function readYaml(file: string, source: string): ReadYaml {
  if (Buffer.byteLength(source) > mostPolicyBytes)
    throw new PolicyRefusedError([{ file, line: 1, column: 1, message: 'is larger than 1 MiB' }]);
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number, message: string): PlacedFault => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  if (document.errors.length > 0)
    throw new PolicyRefusedError(
      document.errors.map(({ pos, message }) => at(pos[0], message.split('\n')[0] ?? message)),
    );
  return { data: plain(), placed: (fault) => at(offsetOf(fault), messageOf(fault)) };

  /** The document as plain data; aliases that multiply without bounds are refused. */
  function plain(): unknown {
    try {
      return document.toJS({ maxAliasCount: 100 });
    } catch {
      throw new PolicyRefusedError([at(0, 'uses aliases that expand too far; write the rules out')]);
    }
  }

  /** Where the fault's node begins; the nearest node around it when it is not there. */
  function offsetOf({ path }: PolicyFault): number {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as
        | { range?: readonly [number, number, number] }
        | undefined;
      if (node?.range) return node.range[0];
    }
    return 0;
  }
}

function messageOf({ path, message }: PolicyFault): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
