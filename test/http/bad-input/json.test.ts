import { accepts, activity, logsNothingOfIt, refuses, secret } from '../../support/bad-input.js';

const nested = (levels: number) =>
  `{"activity":{"conversation":{"id":"c"},"value":${'['.repeat(levels)}${']'.repeat(levels)}}}`;

refuses([
  { it: 'an empty body', body: '', path: '', message: /too early/ },
  { it: 'a body that is not JSON', body: `{"text": ${secret}}`, path: '', message: /not valid JSON/ },
  { it: 'JSON that ends too early', body: '{"activity"', path: '', message: /not valid JSON/ },
  { it: 'a trailing comma, with its place', body: '{"activity":{},}', path: '', message: /character 15/ },
  { it: 'nesting of 100,000 levels', body: nested(100_000), path: '', message: /100 levels/ },
  { it: 'nesting that never ends', body: '['.repeat(500_000), path: '', message: /100 levels/ },
]);

accepts([
  { it: 'nesting of 90 levels', body: nested(90) },
  {
    it: '__proto__ keys',
    body: `{"__proto__":1,"activity":{"__proto__":{"text":"x"},"conversation":{"id":"c","__proto__":{}}}}`,
  },
  {
    it: 'lone surrogates',
    body: '{"activity":{"conversation":{"id":"c"},"text":"hello \\udc00 \\ud83d","id":"\\ud800"}}',
  },
  { it: 'NUL', body: { activity: { conversation: { id: 'a\0b' }, text: 'a\0b\0' } } },
  {
    it: 'bytes that are not UTF-8',
    body: Buffer.from(JSON.stringify({ activity }).replace(secret, '\xff\xfe'), 'latin1'),
  },
  { it: 'a byte order mark', body: `\ufeff${JSON.stringify({ activity })}` },
]);

logsNothingOfIt();
