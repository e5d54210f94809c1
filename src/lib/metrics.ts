import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** One line of a counter. Adding to it is all that counting costs. */
export interface Count {
  value: number;
}

/** Adds one observation to a line of a histogram. */
export type Observe = (value: number) => void;

/** What a metric is called and tells; its lines are told apart by labels. */
export interface Described {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

/** A metric's line by the values of its labels, made when first asked for. Whoever counts often keeps what it returns. */
export type MetricLines<Line> = (...labels: readonly string[]) => Line;

/** Lines one metric may have. Every line beyond is the one whose labels all say `other`. */
export const mostLines = 500;

/**
 * A counter on the registry. prom-client checks and hashes the labels on every addition, about half a microsecond,
 * which for the dozen metrics of a turn is as much as deciding it; here the line is looked up once, and handed to
 * prom-client when it is scraped.
 */
export function createCounter(registry: Registry, described: Described): MetricLines<Count> {
  const { line, all } = createLines(described, () => ({ value: 0 }));
  new Counter({
    ...toConfig(registry, described),
    collect() {
      this.reset();
      for (const [labels, { value }] of all()) this.inc(labels, value);
    },
  });
  return line;
}

/** A histogram on the registry, as cheap as `createCounter`. `buckets` are upper bounds in ascending order. */
export function createHistogram(
  registry: Registry,
  described: Described & { readonly buckets: readonly number[] },
): MetricLines<Observe> {
  const { line, all } = createLines(described, () => createBuckets(described.buckets));
  new LineHistogram(toConfig(registry, described), () =>
    all().flatMap(([labels, buckets]) => valuesOf(described.name, labels, buckets)),
  );
  return (...labels) => line(...labels).observe;
}

type GaugeLines = Iterable<readonly [labels: Readonly<Record<string, string>>, value: number]>;

/**
 * A gauge whose lines are read when it is scraped: labels and values, all of them each time. What cannot be read has none.
 */
export function createGauge(
  registry: Registry,
  described: Described & { readonly aggregator: 'max' | 'sum' },
  read: () => GaugeLines | Promise<GaugeLines>,
): void {
  new Gauge({
    ...toConfig(registry, described),
    aggregator: described.aggregator,
    async collect() {
      const lines = await Promise.resolve(read()).catch(() => []);
      this.reset();
      this.remove({});
      for (const [labels, value] of lines) this.set(labels, value);
    },
  });
}

function toConfig(registry: Registry, { name, help, labelNames = [] }: Described) {
  return { name, help, labelNames: [...labelNames], registers: [registry] };
}

/** What prom-client tells of a histogram when it is scraped. */
type Scraped = Awaited<ReturnType<Histogram['get']>>;

/** A histogram that was observed elsewhere: prom-client takes single observations only, not buckets that are filled. */
class LineHistogram extends Histogram {
  readonly #values: () => Scraped['values'];

  constructor(config: ReturnType<typeof toConfig>, values: () => Scraped['values']) {
    super(config);
    this.#values = values;
  }

  override get(): Promise<Scraped> {
    return this.getForPromString();
  }

  /** What the registry calls to write a histogram as text; it and the fields of `this` are missing in the typings. */
  async getForPromString(): Promise<Scraped> {
    const { name, help, type, aggregator } = this as unknown as Scraped;
    return { name, help, type, aggregator, values: this.#values() } as Scraped;
  }
}

/** Observations by bucket: how many were in each, and not below it. */
interface Buckets {
  readonly bounds: readonly number[];
  /** One more than there are bounds: the last has what is above all of them. */
  readonly counts: readonly number[];
  sum(): number;
  readonly observe: Observe;
}

function createBuckets(bounds: readonly number[]): Buckets {
  const counts = Array<number>(bounds.length + 1).fill(0);
  let sum = 0;
  return {
    bounds,
    counts,
    sum: () => sum,
    observe(value) {
      let i = 0;
      while (value > (bounds[i] ?? Number.POSITIVE_INFINITY)) i++;
      counts[i] = (counts[i] as number) + 1;
      sum += value;
    },
  };
}

/** The samples of the exposition format: each bucket counts what is below it, too. */
function valuesOf(name: string, labels: Labels, { bounds, counts, sum }: Buckets): Scraped['values'] {
  let count = 0;
  const buckets = counts.map((inBucket, i) => {
    count += inBucket;
    return { metricName: `${name}_bucket`, labels: { ...labels, le: bounds[i] ?? '+Inf' }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum() },
    { metricName: `${name}_count`, labels, value: count },
  ];
}

type Labels = Readonly<Record<string, string>>;

const keyOf = (values: readonly string[]) => values.join('\n');

function createLines<Line>({ labelNames = [] }: Described, make: () => Line) {
  const lines = new Map<string, readonly [Labels, Line]>();
  const other = labelNames.map(() => 'other');
  const line = (...values: readonly string[]): Line =>
    lines.get(keyOf(values))?.[1] ?? (lines.size < mostLines ? added(values) : added(other));
  if (labelNames.length === 0) line();

  function added(values: readonly string[]): Line {
    const known = lines.get(keyOf(values));
    if (known) return known[1];
    const made = make();
    lines.set(keyOf(values), [Object.fromEntries(labelNames.map((name, i) => [name, values[i] ?? ''])), made]);
    return made;
  }

  return { line, all: () => [...lines.values()] };
}
