import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activityUrl } from '../../src/hubs/activity-url.js';
import { HostRefusedError } from '../../src/lib/outbound-http.js';

const activity = (serviceUrl: string, id = 'c1', replyToId?: string) => ({
  serviceUrl,
  conversation: { id },
  ...(replyToId !== undefined && { replyToId }),
});

test.each([
  ['https://smba.trafficmanager.net/emea/', 'https://smba.trafficmanager.net/emea/v3/conversations/c1/activities'],
  ['https://directline.botframework.com', 'https://directline.botframework.com/v3/conversations/c1/activities'],
  ['http://127.0.0.1:5173/_connector', 'http://127.0.0.1:5173/_connector/v3/conversations/c1/activities'],
  [
    'https://smba.trafficmanager.net/de/00-1_a~b/',
    'https://smba.trafficmanager.net/de/00-1_a~b/v3/conversations/c1/activities',
  ],
])('%s takes activities at its own path', (serviceUrl, url) => {
  expect(activityUrl(activity(serviceUrl))).toBe(url);
});

describe('a service URL or an id that leads elsewhere on the host is refused', () => {
  test.each([
    ['a query', 'https://h.example/admin?x='],
    ['an empty query', 'https://h.example/admin?'],
    ['a fragment', 'https://h.example/admin#'],
    ['dots', 'https://h.example/a/..'],
    ['dots that are encoded', 'https://h.example/a/%2e%2E'],
    ['one dot that is encoded twice over', 'https://h.example/a/.%2e/b'],
    ['an encoded slash', 'https://h.example/a%2f..%2fb'],
    ['a backslash', 'https://h.example\\a'],
    ['an encoded backslash', 'https://h.example/a%5c..'],
    ['what is encoded twice', 'https://h.example/%252e%252e'],
    ['a broken escape', 'https://h.example/%e0%a4'],
    ['a line break', 'https://h.example/a\n/..'],
    ['a user name', 'https://user@h.example/'],
    ['another scheme', 'file:///etc'],
    ['no scheme', 'h.example/a'],
  ])('%s: %s', (_what, serviceUrl) => {
    expect(() => activityUrl(activity(serviceUrl))).toThrow(HostRefusedError);
  });

  test.each([
    ['..', undefined],
    ['.', undefined],
    ['c1', '..'],
    ['c1', '.'],
    ['c1', ''],
    ['half a pair \ud83d', undefined],
  ])('conversation %j, reply to %j', (id, replyToId) => {
    expect(() => activityUrl(activity('https://h.example/', id, replyToId))).toThrow(HostRefusedError);
  });

  test('whatever is sent, the call stays below the path of the service URL', () => {
    const odd = fc.string({
      unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', '?', '#', '@', ':', 'a', '\t', '|', ';'),
    });
    fc.assert(
      fc.property(odd, odd, fc.option(odd, { nil: undefined }), (path, id, replyToId) => {
        let url: string | undefined;
        try {
          url = activityUrl(activity(`https://h.example/base/${path}`, id, replyToId));
        } catch (err) {
          expect(err).toBeInstanceOf(HostRefusedError);
          return;
        }
        const { href, pathname, search, hash } = new URL(url as string);
        expect(href).toBe(url);
        expect(search + hash).toBe('');
        const reply = replyToId === undefined ? '' : `/${encodeURIComponent(replyToId)}`;
        expect(pathname.startsWith('/base/')).toBe(true);
        expect(pathname.endsWith(`/v3/conversations/${encodeURIComponent(id)}/activities${reply}`)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
