/** What is stored as a JSON array: values in fixed places, names by their place in the list of names. */
export type Packed = readonly unknown[];

/** The place of a name in the list, which grows by those that are new. */
export type Place = (name: string) => number;

/** Reads the name at a place of the list. */
export function nameAt(names: readonly string[]) {
  return (place: unknown): string => {
    const name = names[place as number];
    if (typeof name !== 'string') throw new Error('a stored turn names something that is not there');
    return name;
  };
}

/** Undefined for what is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
