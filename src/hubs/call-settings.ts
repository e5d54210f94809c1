import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { z } from 'zod';
import { type AllowedHosts, createOutbound, type Outbound, refusalOf } from '../lib/outbound-http.js';
import { existingFile } from '../lib/setting-fields.js';
import type { FieldFault } from '../lib/settings.js';

/** A list of host names, as an operator writes it: separated by commas. */
export const hostList = z
  .string()
  .transform((hosts) => hosts.split(',').map((host) => host.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(/^(\*\.)?[a-z0-9.[\]:_-]+$/, 'must be names of hosts, separated by commas')));

/** What every hub that is called over the network lets the operator say. */
export const callSettings = {
  allowPrivateHosts: hostList.default([]).meta({ example: 'hub.internal' }),
  allowHttpHosts: hostList.default([]).meta({ example: '127.0.0.1' }),
  caFile: existingFile.optional().meta({ example: '/etc/ssl/internal-ca.pem' }),
};

export type CallSettings = z.infer<z.ZodObject<typeof callSettings>>;

/** An address of the operator's that is never called, because nothing allows it, is told at start. */
export function faultsOfAddress(
  field: string,
  address: string | undefined,
  { allowHttpHosts, allowPrivateHosts }: Partial<CallSettings>,
): FieldFault[] {
  if (address === undefined || !allowHttpHosts || !allowPrivateHosts) return [];
  switch (refusalOf(address, { httpHosts: allowHttpHosts, privateHosts: allowPrivateHosts })) {
    case 'plain':
      return [{ field, fault: 'begins with http:// and HUB_ALLOW_HTTP_HOSTS does not name its host' }];
    case 'private':
      return [{ field, fault: 'is a private address and HUB_ALLOW_PRIVATE_HOSTS does not name it' }];
    default:
      return [];
  }
}

export function openOutbound(
  hosts: readonly string[],
  { allowPrivateHosts, allowHttpHosts, caFile }: CallSettings,
): Outbound {
  const allowed: AllowedHosts = { hosts, privateHosts: allowPrivateHosts, httpHosts: allowHttpHosts };
  return createOutbound(allowed, { ca: caFile ? [...rootCertificates, readFileSync(caFile, 'utf8')] : undefined });
}
