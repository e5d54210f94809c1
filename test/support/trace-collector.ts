import { serve } from './loopback.js';

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly status?: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

/** A collector that takes OTLP over HTTP in JSON, as the specification has it. */
export async function startCollector(status = 200) {
  const bodies: string[] = [];
  const { url, close } = await serve((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      bodies.push(`${req.url} ${req.headers['content-type']}\n${Buffer.concat(chunks)}`);
      res.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const spans = (): Span[] =>
    bodies.flatMap((body) =>
      JSON.parse(body.slice(body.indexOf('\n'))).resourceSpans.flatMap(
        (resource: { scopeSpans: { spans: Span[] }[] }) => resource.scopeSpans.flatMap((scope) => scope.spans),
      ),
    );
  return { url, bodies, spans, close };
}

export type Collector = Awaited<ReturnType<typeof startCollector>>;
