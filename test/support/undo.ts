import { afterEach } from 'vitest';

/** Takes what is to be undone after each test, the last first. */
export function undoneAfterEach(): (...undo: (() => unknown)[]) => void {
  const all: (() => unknown)[] = [];
  afterEach(async () => {
    for (const undo of all.splice(0).reverse()) await undo();
  });
  return (...undo) => void all.push(...undo);
}
