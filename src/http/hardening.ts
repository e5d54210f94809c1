import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** No answer of ours is a page that may load anything; `/docs` says what it needs. */
const helmetHeaders = helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } });

/** Helmet's headers, which are the same for every request, so that they are worked out once. */
const hardeningHeaders = headersOf(helmetHeaders);

/** Sets the headers that keep browsers from doing more with an answer than reading it. */
export function harden(res: ServerResponse): void {
  for (const [name, value] of hardeningHeaders) res.setHeader(name, value);
}

function headersOf(middleware: typeof helmetHeaders): readonly (readonly [name: string, value: string])[] {
  const headers: [string, string][] = [];
  const recorder = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader() {},
  };
  middleware({} as IncomingMessage, recorder as unknown as ServerResponse, () => {});
  return headers;
}
