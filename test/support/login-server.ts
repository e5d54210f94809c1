import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { type FakeHub, type Reply, startFakeHub } from './fake-hub.js';

export interface LoginServer extends FakeHub {
  /** The PEM file of who signed its certificate. */
  readonly caFile: string;
  /** How often a token was asked for. */
  readonly asked: () => number;
}

/** A login service on loopback that gives `token-1`, `token-2`, … or what it is told to, the nth time. */
export async function startLoginServer(
  reply: (nth: number) => Reply | undefined | Promise<Reply | undefined> = () => undefined,
): Promise<LoginServer> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const caFile = join(mkdtempSync(join(tmpdir(), 'login-')), 'ca.pem');
  writeFileSync(caFile, made.cert);
  let asked = 0;
  const server: FakeHub = await startFakeHub(
    (_nth, { url }) => (url.includes('openid-configuration') ? metadata(server.url) : token()),
    { key: made.private, cert: made.cert },
  );
  async function token(): Promise<Reply> {
    asked++;
    const body = { token_type: 'Bearer', expires_in: 3600, access_token: `token-${asked}` };
    return (await reply(asked)) ?? { status: 200, body };
  }
  return { ...server, caFile, asked: () => asked };
}

function metadata(url: string): Reply {
  const body = {
    authorization_endpoint: `${url}tenant/oauth2/v2.0/authorize`,
    token_endpoint: `${url}tenant/oauth2/v2.0/token`,
    issuer: `${url}tenant/v2.0`,
    jwks_uri: `${url}tenant/discovery/v2.0/keys`,
  };
  return { status: 200, body };
}
