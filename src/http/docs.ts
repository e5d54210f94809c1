import { fileURLToPath } from 'node:url';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Put there by `npm run build`, so that what renders the page is no dependency of the running service. */
const script = fileURLToPath(new URL('../../dist/openapi-explorer.min.js', import.meta.url));

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Escalation decision service</title>
    <link rel="icon" href="data:,">
    <script type="module" src="docs/openapi-explorer.js"></script>
  </head>
  <body>
    <openapi-explorer spec-url="openapi.json" hide-server-selection></openapi-explorer>
    <noscript>This page needs JavaScript; <a href="openapi.yaml">openapi.yaml</a> says the same.</noscript>
  </body>
</html>
`;

/** The page may load from and talk to this service only. The renderer puts style elements into the page. */
const onlyOurselves = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

/** Relative, so that it holds behind a proxy that serves us under a path of its own. */
export const sendToDocs: RequestHandler = (_req, res) => {
  res.status(302).set('Location', 'docs').type('text/plain').send('docs\n');
};

export const sendDocs: RequestHandler = (req, res, next) =>
  onlyOurselves(req, res, (err) => (err ? next(err) : res.type('html').send(page)));

export const sendDocsScript: RequestHandler = (_req, res) => {
  res.sendFile(script, { maxAge: '1h' });
};
