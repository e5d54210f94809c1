import type { Policy } from '../policy.js';
import type { PolicyFault } from '../policy-shape.js';

/** What is known of the world around a policy. */
export interface Surroundings {
  /** The skills that the agent hub has queues for; undefined where nobody has said. */
  readonly hubSkills?: ReadonlySet<string> | undefined;
}

/** Finds one kind of mistake in a policy that could decide all the same; each message says what to change. */
export type Law = (policy: Policy, surroundings: Surroundings) => readonly PolicyFault[];
