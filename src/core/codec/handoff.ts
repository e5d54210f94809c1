import type { Handoff, HandoffState } from '../conversation.js';
import type { Packed } from './packed.js';

/** The place in a row stands in the same number as `overdue`: texts without it, from before, read as the first. */
export function packHandoff({ id, state, overdue, initiatedAt, changedAt, skill, delivery, inARow }: Handoff): Packed {
  const head = [
    id,
    state,
    (overdue ? 1 : 0) + 2 * (inARow - 1),
    initiatedAt,
    changedAt - initiatedAt,
    skill,
    delivery.status,
  ];
  return delivery.cause === undefined ? head : [...head, delivery.cause];
}

/** The handoff that was packed. */
export function unpackHandoff(packed: Packed): Handoff {
  const [id, state, flags, initiatedAt, later, skill, status, cause] = packed as [
    string,
    HandoffState,
    number,
    number,
    number,
    string,
    Handoff['delivery']['status'],
    string?,
  ];
  const delivery = cause === undefined ? { status } : { status, cause };
  return {
    id,
    state,
    overdue: flags % 2 === 1,
    initiatedAt,
    changedAt: initiatedAt + later,
    skill,
    delivery,
    inARow: Math.floor(flags / 2) + 1,
  };
}
