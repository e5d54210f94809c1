import type { Metric, Registry } from 'prom-client';

/** One line of a counter. Adding to it is all that counting costs. */
export interface Count {
  value: number;
}

/** Adds one observation to a line of a histogram. */
export type Observe = (value: number) => void;

/** What a metric is called and says of itself; its lines are told apart by labels. */
interface Described {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

/** A metric's line by the values of its labels, made when first asked for. Whoever counts often keeps what it returns. */
export type Lines<Line> = (...labels: readonly string[]) => Line;

/** Lines one metric may have. Every line beyond is the one whose labels all say `other`. */
export const mostLines = 500;

/**
 * A counter on the registry. prom-client's own looks its labels up on every addition, which for the dozen metrics of a
 * turn costs more than deciding it; here the line is looked up once, and prom-client reads it when it is scraped.
 */
export function createCounter(registry: Registry, described: Described): Lines<Count> {
  const { line, all } = createLines(described, () => ({ value: 0 }));
  register(registry, described, 'counter', () => all().map(([labels, { value }]) => ({ labels, value })));
  return line;
}

/** A histogram on the registry, as cheap as `createCounter`. `buckets` are upper bounds in ascending order. */
export function createHistogram(
  registry: Registry,
  described: Described & { readonly buckets: readonly number[] },
): Lines<Observe> {
  const { name, buckets } = described;
  const { line, all } = createLines(described, () => createBuckets(buckets));
  const read = () =>
    all().flatMap(([labels, { counts, sum }]) => {
      let count = 0;
      const upTo = counts.map((inBucket, i) => {
        count += inBucket;
        return { metricName: `${name}_bucket`, labels: { ...labels, le: buckets[i] ?? '+Inf' }, value: count };
      });
      return [
        ...upTo,
        { metricName: `${name}_sum`, labels, value: sum() },
        { metricName: `${name}_count`, labels, value: count },
      ];
    });
  register(registry, described, 'histogram', read);
  return (...labels) => line(...labels).observe;
}

function createBuckets(bounds: readonly number[]) {
  const counts = Array<number>(bounds.length + 1).fill(0);
  let sum = 0;
  return {
    counts,
    sum: () => sum,
    observe(value: number) {
      let i = 0;
      while (value > (bounds[i] ?? Number.POSITIVE_INFINITY)) i++;
      counts[i] = (counts[i] as number) + 1;
      sum += value;
    },
  };
}

type Labels = Readonly<Record<string, string | number>>;

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

/** The registry asks a metric for nothing but this. */
function register(registry: Registry, { name, help }: Described, type: 'counter' | 'histogram', read: () => object[]) {
  const metric = { name, help, type, get: async () => ({ name, help, type, aggregator: 'sum', values: read() }) };
  registry.registerMetric(metric as unknown as Metric);
}
