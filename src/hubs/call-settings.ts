import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { z } from 'zod';
import { type AllowedHosts, createOutbound, type Outbound } from '../lib/outbound-http.js';
import { existingFile } from '../lib/settings.js';

/** A list of host names, as an operator writes it: separated by commas. */
export const hostList = z
  .string()
  .transform((hosts) => hosts.split(',').map((host) => host.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(/^(\*\.)?[a-z0-9.[\]:_-]+$/, 'is not a list of host names')));

/** What every hub that is called over the network lets the operator say. */
export const callSettings = {
  allowPrivateHosts: hostList.default([]).meta({ example: 'hub.internal' }),
  allowHttpHosts: hostList.default([]).meta({ example: '127.0.0.1' }),
  caFile: existingFile.optional().meta({ example: '/etc/ssl/internal-ca.pem' }),
};

export type CallSettings = z.infer<z.ZodObject<typeof callSettings>>;

export function openOutbound(
  hosts: readonly string[],
  { allowPrivateHosts, allowHttpHosts, caFile }: CallSettings,
): Outbound {
  const allowed: AllowedHosts = { hosts, privateHosts: allowPrivateHosts, httpHosts: allowHttpHosts };
  return createOutbound(allowed, { ca: caFile ? [...rootCertificates, readFileSync(caFile, 'utf8')] : undefined });
}
