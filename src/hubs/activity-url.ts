import type { Activity } from '../core/turn.js';
import { HostRefusedError } from '../lib/outbound-http.js';

/**
 * Where the channel takes an activity (Bot Connector REST API, "Reply to activity"); undefined without a service URL.
 * Both ids are encoded: `|`, `:`, `;`, `/` and `=` occur in them.
 *
 * @throws HostRefusedError where the service URL or an id would lead the bot's token to another path of the host
 */
export function activityUrl({ serviceUrl, conversation, replyToId }: Activity): string | undefined {
  if (typeof serviceUrl !== 'string' || serviceUrl === '') return undefined;
  const base = serviceUrl.endsWith('/') ? serviceUrl.slice(0, -1) : serviceUrl;
  if (!isOriginAndPath(base)) throw new HostRefusedError('A service URL is an origin and a path.');
  const { id } = conversation as { id: string };
  const reply = typeof replyToId === 'string' ? `/${segment(replyToId)}` : '';
  return `${base}/v3/conversations/${segment(id)}/activities${reply}`;
}

/** Encoding leaves dots as they are, and `..` is another folder to every URL parser (WHATWG URL, "double-dot"). */
function segment(id: string): string {
  if (id === '' || isDots(id) || /\p{Surrogate}/u.test(id))
    throw new HostRefusedError('This id is no segment of a path.');
  return encodeURIComponent(id);
}

/** RFC 3986's characters of a path, without a query, a fragment, a user name, or anything a parser would rewrite. */
function isOriginAndPath(address: string): boolean {
  const [, path] = /^https?:\/\/[^/?#@\\\s]+((?:\/[\w.~!$&'()*+,;=:%-]*)*)$/i.exec(address) ?? [];
  return path?.split('/').slice(1).every(isPlainSegment) ?? false;
}

function isPlainSegment(encoded: string): boolean {
  const decoded = decodedIn(encoded);
  return decoded !== undefined && !isDots(decoded) && !/[/\\?#%]/.test(decoded);
}

function decodedIn(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function isDots(segment: string): boolean {
  return segment === '.' || segment === '..';
}
