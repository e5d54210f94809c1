interface Closable {
  close?(): unknown;
}

type Opening = Readonly<Record<string, object | undefined | Promise<object | undefined>>>;
type Opened<Parts extends Opening> = { readonly [Name in keyof Parts]: Awaited<Parts[Name]> };

/**
 * Waits until all parts are open; when one cannot be opened, closes those that are.
 *
 * @throws AggregateError of every fault and not only the first
 */
export async function openAll<Parts extends Opening>(opening: Parts): Promise<Opened<Parts>> {
  const results = await Promise.allSettled(Object.values(opening));
  const faults = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const opened = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (faults.length === 0)
    return Object.fromEntries(Object.keys(opening).map((name, i) => [name, opened[i]])) as Opened<Parts>;
  await Promise.allSettled(opened.map(async (part: Closable | undefined) => part?.close?.()));
  throw new AggregateError(faults, 'the service cannot start');
}
