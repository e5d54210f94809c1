import type { Receipt } from './decision-record.js';

/** A receipt as it was read; `isOld` when an earlier release wrote it under names that have changed since. */
export interface ReadReceipt {
  readonly receipt: Receipt;
  readonly isOld: boolean;
}

/** A line of a log is a receipt when it names a decision; undefined for a torn or foreign line. */
export function readReceipt(line: string): ReadReceipt | undefined {
  if (!line.includes('"decisionId"')) return undefined;
  try {
    const { quieted, ...parsed }: Partial<Receipt> & { quieted?: readonly string[] } = JSON.parse(line);
    if (!parsed.decisionId || !parsed.reading || !parsed.policy) return undefined;
    const isOld = quieted !== undefined && parsed.suppressedOffers === undefined;
    const receipt = (isOld ? { ...parsed, suppressedOffers: quieted } : parsed) as Receipt;
    return { receipt, isOld };
  } catch {
    return undefined;
  }
}
