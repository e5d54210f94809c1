import type { Registry } from 'prom-client';
import type { VerifyChannelToken } from '../access/channel-token.js';
import type { Gate } from '../access/gate.js';
import type { StatusEvent } from '../core/status-event.js';
import type { Activity, Turn } from '../core/turn.js';
import type { EvaluateOptions } from '../evaluation/evaluate.js';
import type { HandoffStatus } from '../handoff/handoff-status.js';
import type { Store } from '../stores/store.js';
import type { components } from './openapi.js';
import type { TurnReading } from './to-turn.js';

type Schemas = components['schemas'];

/** The answer to a turn, as the contract has it. */
export type EvaluateAnswer = Schemas['EvaluateAnswer'];

/** The policy that decides now, and the last reload that was refused. */
export type ActivePolicy = Schemas['ActivePolicy'];

/** What the routes ask of the service behind them. */
export interface Decider {
  evaluate(turn: Turn, options: EvaluateOptions): Promise<Omit<EvaluateAnswer, 'warnings'>>;
  /** Whether an agent hub is configured that activities can be emitted to. */
  readonly canEmit: boolean;
  /** Whether a status posted to `/evaluate` by who may post status counts. */
  readonly statusThroughEvaluate: boolean;
  /** Lets in the bot's own channel where no credential of ours was shown; undefined: nobody else. */
  readonly verifyChannelToken: VerifyChannelToken | undefined;
  readonly handoffStatus: Pick<HandoffStatus, 'take' | 'userLeft'>;
  /** Reads a `handoff.status` event, and counts one that says nothing we know. */
  readonly readStatus: (activity: Activity) => StatusEvent;
  readonly turnReading: TurnReading;
  readonly store: Pick<Store, 'read' | 'remove'>;
  /** What stands before every route that is not open to all. */
  readonly gate: Omit<Gate, 'close'>;
  policy(): ActivePolicy;
  readonly metrics: Pick<Registry, 'metrics' | 'contentType'>;
  /** Told of every request that was refused or failed: its status, and what the log says beside it. */
  readonly onProblem: (status: number, facts?: Readonly<Record<string, string>>) => void;
  /** Why the service should get no traffic now, and what runs worse than it should, a sentence each. */
  readiness(): Promise<{ readonly unready: readonly string[]; readonly degraded: readonly string[] }>;
}
