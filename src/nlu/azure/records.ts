/** Text records billed for a call: what Azure's header says, else one per 1,000 characters begun of each document. */
export function recordsBilled(usage: string | undefined, documents: readonly { readonly text: string }[]): number {
  const stated = usage?.match(/=(\d{1,9})$/)?.[1];
  if (stated !== undefined) return Number(stated);
  return documents.reduce((records, { text }) => records + Math.ceil(text.length / 1000), 0);
}
