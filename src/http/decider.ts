import type { Registry } from 'prom-client';
import type { Turn } from '../core/turn.js';
import type { HandoffStatus } from '../handoff-status.js';
import type { Store } from '../stores/store.js';
import type { TraceHeaders } from '../telemetry/turn-scope.js';
import type { components } from './openapi.js';

type Schemas = components['schemas'];

/** The answer to a turn, as the contract has it. */
export type EvaluateAnswer = Schemas['EvaluateAnswer'];

/** The policy that decides now, and the last reload that was refused. */
export type ActivePolicy = Schemas['ActivePolicy'];

/** Who gets the handoff activity: the bot in the answer, or the agent hub at once. */
export type DeliveryMode = 'return' | 'emit';

/** What the routes ask of the service behind them. */
export interface Decider {
  /** `delivery` undefined means the configured default. */
  evaluate(
    turn: Turn,
    options: { readonly delivery: DeliveryMode | undefined; readonly trace: TraceHeaders },
  ): Promise<EvaluateAnswer>;
  /** Whether an agent hub is configured that activities can be emitted to. */
  readonly canEmit: boolean;
  readonly handoffStatus: Pick<HandoffStatus, 'take'>;
  readonly store: Pick<Store, 'read' | 'remove'>;
  policy(): ActivePolicy;
  readonly metrics: Pick<Registry, 'metrics' | 'contentType'>;
  /** Told of every request that was refused or failed, by its status. */
  readonly onProblem: (status: number) => void;
  /** Why the service should get no traffic now, a sentence each; empty when it should. */
  unready(): Promise<readonly string[]>;
}
