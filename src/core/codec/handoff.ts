import type { Handoff, HandoffCause, HandoffState } from '../conversation.js';
import type { Packed } from './packed.js';

/**
 * The place in a row stands in the same number as `overdue`: texts without it, from before, read as the first. Behind the
 * delivery stand its cause, why the handoff ended, how long after the change it was last heard of, and who its user was: each 0 where there is none, and left
 * out at the end.
 */
export function packHandoff(handoff: Handoff): Packed {
  const { id, state, overdue, initiatedAt, changedAt, heardAt, skill, delivery, inARow, cause, user } = handoff;
  const packed: unknown[] = [
    id,
    state,
    (overdue ? 1 : 0) + 2 * (inARow - 1),
    initiatedAt,
    changedAt - initiatedAt,
    skill,
    delivery.status,
    delivery.cause ?? 0,
    cause ?? 0,
    heardAt - changedAt,
    user ?? 0,
  ];
  while (packed.at(-1) === 0) packed.pop();
  return packed;
}

/** The handoff that was packed. */
export function unpackHandoff(packed: Packed): Handoff {
  const [id, state, flags, initiatedAt, later, skill, status, deliveryCause, cause, heardLater = 0, user] = packed as [
    string,
    HandoffState,
    number,
    number,
    number,
    string,
    Handoff['delivery']['status'],
    (string | 0)?,
    (HandoffCause | 0)?,
    number?,
    (string | 0)?,
  ];
  const changedAt = initiatedAt + later;
  return {
    id,
    state,
    overdue: flags % 2 === 1,
    initiatedAt,
    changedAt,
    heardAt: changedAt + heardLater,
    ...(cause ? { cause } : {}),
    skill,
    delivery: deliveryCause ? { status, cause: deliveryCause } : { status },
    inARow: Math.floor(flags / 2) + 1,
    cause: cause || undefined,
    user: user || undefined,
  };
}
