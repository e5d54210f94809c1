export interface BatchSettings<Item, Result> {
  /** The most items in one batch. */
  readonly size: number;
  /** How long a batch waits for company when many are on their way, in ms. */
  readonly windowMs: number;
  /** How long after its first item a batch is given up, in ms. */
  readonly limitMs: number;
  /** One result per item, in order. Never rejects. */
  send(items: readonly Item[], limit: AbortSignal): Promise<readonly Result[]>;
}

interface Batch<Item, Result> {
  readonly items: Item[];
  readonly waiting: ((result: Result) => void)[];
  readonly limit: AbortSignal;
  readonly cancelFlush: () => void;
}

/**
 * So many calls on their way are many: at Azure's usual quarter of a second a call that is 1,000 a minute, its quota, and
 * from there on it pays to wait for company.
 */
const many = 4;

/**
 * Gathers items that come at about the same time into batches. A batch leaves at the end of the event loop's turn, so
 * that a quiet service adds no wait; when many are on their way, after a few ms; and always when it is full.
 */
export function createBatcher<Item, Result>(settings: BatchSettings<Item, Result>): (item: Item) => Promise<Result> {
  let filling: Batch<Item, Result> | undefined;
  let onTheirWay = 0;

  function begin(): Batch<Item, Result> {
    return {
      items: [],
      waiting: [],
      limit: AbortSignal.timeout(settings.limitMs),
      cancelFlush: onTheirWay < many ? atOnce(flush) : after(settings.windowMs, flush),
    };
  }

  async function flush(): Promise<void> {
    if (!filling) return;
    const { items, waiting, limit, cancelFlush } = filling;
    filling = undefined;
    cancelFlush();
    onTheirWay++;
    const results = await settings.send(items, limit);
    onTheirWay--;
    waiting.forEach((resolve, i) => {
      resolve(results[i] as Result);
    });
  }

  return (item) =>
    new Promise((resolve) => {
      filling ??= begin();
      filling.items.push(item);
      filling.waiting.push(resolve);
      if (filling.items.length === settings.size) void flush();
    });
}

function atOnce(work: () => void): () => void {
  const immediate = setImmediate(work);
  return () => clearImmediate(immediate);
}

function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
