import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** No answer of ours is a page that may load anything; `/docs` says what it needs. */
const middleware = helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } });

/**
 * Helmet's headers, which keep browsers from doing more with an answer than reading it: names and values in turn. They
 * are the same for every request, so they are worked out once.
 */
export const hardeningHeaders: readonly string[] = headersOf();

function headersOf(): string[] {
  const headers: string[] = [];
  const recorder = {
    setHeader: (name: string, value: string) => headers.push(name, value),
    removeHeader() {},
  };
  middleware({} as IncomingMessage, recorder as unknown as ServerResponse, () => {});
  return headers;
}
