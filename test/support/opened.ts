import { afterEach } from 'vitest';

/** Keeps what a test opens, and closes it after the test. */
export function closeAfterEach() {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });
  return async function opened<Part extends { close(): Promise<unknown> }>(opening: Promise<Part>): Promise<Part> {
    const part = await opening;
    closing.push(() => part.close());
    return part;
  };
}
