import autocannon from 'autocannon';

/** What a server did under load. Latencies in ms. */
export interface Load {
  readonly requestsPerSecond: number;
  /** How many requests were answered in all. */
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
  readonly not2xx: number;
}

/** Posts the bodies to `url` on 20 connections for this many seconds. */
export async function load(url: string, bodies: Iterator<string>, seconds: number, key: string): Promise<Load> {
  const result = await autocannon({
    url,
    connections: 20,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key },
        setupRequest: (request) => ({ ...request, body: bodies.next().value as string }),
      },
    ],
  });
  const { requests, latency, non2xx, errors } = result;
  return {
    requestsPerSecond: requests.average,
    requests: requests.total,
    p50: latency.p50,
    p99: latency.p99,
    not2xx: non2xx + errors,
  };
}

/** Posts one body for a decision; an answer other than 2xx is an error. */
export async function post(url: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/evaluate`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  await response.arrayBuffer();
}

/** The value in the middle; of an even number of values the upper one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
