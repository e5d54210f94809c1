const shape = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The id by which a cloud knows a call, as it may be logged; undefined for what is no GUID, for that may be what it was
 * sent.
 */
export function guidIn(header: unknown): string | undefined {
  return typeof header === 'string' && shape.test(header) ? header : undefined;
}
