import type { KeptAnalysis, Reason, TurnRecord } from '../conversation.js';
import type { Verdict } from '../decide.js';
import type { OutcomeName, PolicyName } from '../policy.js';
import type { Reading } from '../signals/index.js';
import { packAnalysis, unpackAnalysis } from './analysis.js';
import { nameAt, type Packed, type Place } from './packed.js';
import { digitAt, packScores, readScores, scoreLength } from './scores.js';
import { packVerdict, unpackVerdict } from './verdict.js';

/** Where a line's parts end: the key, the sketch, the outcome with its reason. Scores follow, as many as were written. */
const keyEnd = 16;
export const sketchEnd = keyEnd + 24;
export const codeEnd = sketchEnd + 1;
const noSketch = '.'.repeat(sketchEnd - keyEnd);

/** Whether a text has the form of a line: whole scores stand before its JSON. */
export function isLine(line: string): boolean {
  const readingEnd = readingEndOf(line);
  return readingEnd >= codeEnd && (readingEnd - codeEnd) % scoreLength === 0 && line.endsWith(']');
}

function readingEndOf(line: string): number {
  return line.indexOf('[', codeEnd);
}

/** A turn as it is stored: what every next turn needs is read at once, the rest when somebody asks. */
export class StoredTurn implements TurnRecord {
  readonly line: string;
  readonly names: string[];
  readonly key: string;
  readonly sketch: string | undefined;
  readonly reading: Reading;
  readonly reason: Reason;
  readonly outcome: OutcomeName;

  constructor(line: string, names: string[]) {
    this.line = line;
    this.names = names;
    this.key = line.slice(0, keyEnd);
    const sketch = line.slice(keyEnd, sketchEnd);
    this.sketch = sketch === noSketch ? undefined : sketch;
    const code = digitAt(line, sketchEnd);
    this.reason = reasons[Math.floor(code / outcomes.length)] ?? 'NO_RULE_MATCHED';
    this.outcome = outcomes[code % outcomes.length] as OutcomeName;
    this.reading = readScores(line, codeEnd, readingEndOf(line));
  }

  get verdict(): Verdict {
    const packed = this.rest().slice(3);
    const verdict = isDigest(packed.at(-1)) ? packed.slice(0, -1) : packed;
    return unpackVerdict(this.outcome, verdict, this.reading, nameAt(this.names));
  }

  get policy(): PolicyName {
    const [policyVersion, sha256] = this.rest();
    const at = nameAt(this.names);
    return { version: at(policyVersion), sha256: at(sha256) };
  }

  get analysis(): KeptAnalysis {
    return unpackAnalysis(this.rest()[2] as Packed, nameAt(this.names));
  }

  get said(): string | undefined {
    const last = this.rest().at(-1);
    return isDigest(last) ? last : undefined;
  }

  private rest(): Packed {
    return JSON.parse(this.line.slice(readingEndOf(this.line)));
  }
}

/** What was said stands last where it was kept; nothing else of a line's JSON is a text. */
function isDigest(last: unknown): last is string {
  return typeof last === 'string';
}

/** A turn's line. */
export function packLine(
  { key, sketch, reason, outcome, reading, verdict, policy, analysis, said }: TurnRecord,
  names: string[],
): string {
  const place: Place = (name) => {
    const at = names.indexOf(name);
    return at >= 0 ? at : names.push(name) - 1;
  };
  const code = reasons.indexOf(reason) * outcomes.length + outcomes.indexOf(outcome);
  const rest = [
    place(policy.version),
    place(policy.sha256),
    packAnalysis(analysis, place),
    ...packVerdict(verdict, place),
    ...(said === undefined ? [] : [said]),
  ];
  return key + (sketch ?? noSketch) + code.toString(36) + packScores(reading) + JSON.stringify(rest);
}

const outcomes: readonly OutcomeName[] = ['continue', 'offer', 'escalate'];
/** New ones come last, at most twelve in all. What an older release does not know, it reads as the first. */
const reasons: readonly Reason[] = [
  'NO_RULE_MATCHED',
  'RULE_MATCHED',
  'HANDOFF_OPEN',
  'NOT_A_USER_TURN',
  'HANDOFF_STATUS',
  'HANDOFF_WITHDRAWN',
  'HUMAN_AGENT',
];
