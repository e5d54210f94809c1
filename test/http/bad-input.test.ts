import { createServer } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { createService } from '../support/http-service.js';
import { expectValidAnswer } from '../support/valid-answer.js';

const { app, logged } = await createService({ transcriptHosts: ['files.example.com'] });
const secret = 'zanzibar';
const conversation = { id: 'bad-input' };
const activity = { conversation, text: `please keep ${secret} to yourself` };

const mebibyte = 1024 * 1024;
const padded = (length: number) => {
  const body = JSON.stringify({ activity: { conversation, channelData: '' } });
  return body.replace('"channelData":"', `"channelData":"${'x'.repeat(length - body.length)}`);
};
const nested = (levels: number) =>
  `{"activity":{"conversation":{"id":"c"},"value":${'['.repeat(levels)}${']'.repeat(levels)}}}`;

interface Refused {
  it: string;
  body: unknown;
  path: string;
  message: RegExp;
}

const notOurShape: Refused[] = [
  { it: 'an empty body', body: '', path: '', message: /too early/ },
  { it: 'a body that is not JSON', body: `{"text": ${secret}}`, path: '', message: /not valid JSON/ },
  { it: 'JSON that ends too early', body: '{"activity"', path: '', message: /not valid JSON/ },
  { it: 'a trailing comma, with its place', body: '{"activity":{},}', path: '', message: /character 15/ },
  { it: 'nesting of 100,000 levels', body: nested(100_000), path: '', message: /100 levels/ },
  { it: 'nesting that never ends', body: '['.repeat(500_000), path: '', message: /100 levels/ },
  { it: 'null', body: null, path: '', message: /an object/ },
  { it: 'a list', body: [activity], path: '', message: /an object/ },
  { it: 'a number', body: 17, path: '', message: /an object/ },
  { it: 'no activity', body: {}, path: '/activity', message: /missing/ },
  { it: 'an activity of __proto__', body: '{"__proto__":{"activity":{}}}', path: '/activity', message: /missing/ },
  { it: 'an activity that is text', body: { activity: secret }, path: '/activity', message: /an object/ },
  { it: 'no conversation', body: { activity: { text: 'hi' } }, path: '/activity/conversation', message: /missing/ },
  {
    it: 'a conversation that is null',
    body: { activity: { conversation: null } },
    path: '/activity/conversation',
    message: /an object/,
  },
  {
    it: 'no conversation id',
    body: { activity: { conversation: {} } },
    path: '/activity/conversation/id',
    message: /missing/,
  },
  {
    it: 'a conversation id that is a number',
    body: { activity: { conversation: { id: 7 } } },
    path: '/activity/conversation/id',
    message: /a string/,
  },
  {
    it: 'an empty conversation id',
    body: { activity: { conversation: { id: '' } } },
    path: '/activity/conversation/id',
    message: /empty/,
  },
  {
    it: 'a conversation id of 1,025 characters',
    body: { activity: { conversation: { id: 'i'.repeat(1025) } } },
    path: '/activity/conversation/id',
    message: /1024/,
  },
  { it: 'a menu that is a list', body: { activity, menu: [] }, path: '/menu', message: /an object/ },
  { it: 'a menu without choices', body: { activity, menu: {} }, path: '/menu/choices', message: /missing/ },
  {
    it: '10,000 menu choices',
    body: { activity, menu: { choices: Array(10_000).fill({ value: 'v' }) } },
    path: '/menu/choices',
    message: /100/,
  },
  {
    it: 'a choice without value',
    body: { activity, menu: { choices: [{ title: 't' }] } },
    path: '/menu/choices/0/value',
    message: /missing/,
  },
  {
    it: 'a choice whose title is a number',
    body: { activity, menu: { choices: [{ value: 'v', title: 1 }] } },
    path: '/menu/choices/0/title',
    message: /a string/,
  },
  {
    it: 'synonyms that are text',
    body: { activity, menu: { choices: [{ value: 'v', synonyms: 's' }] } },
    path: '/menu/choices/0/synonyms',
    message: /an array/,
  },
  {
    it: 'a menuChoice that is an object',
    body: { activity, menuChoice: { value: 'v' } },
    path: '/menuChoice',
    message: /a string/,
  },
  {
    it: 'a recognition that is text',
    body: { activity, recognition: 'None' },
    path: '/recognition',
    message: /an object/,
  },
  {
    it: 'a recognition score of 2',
    body: { activity, recognition: { score: 2 } },
    path: '/recognition/score',
    message: /at most 1/,
  },
  {
    it: 'a recognition score that is text',
    body: { activity, recognition: { score: '0.5' } },
    path: '/recognition/score',
    message: /a number/,
  },
  { it: 'a context that is a list', body: { activity, context: [] }, path: '/context', message: /an object/ },
  {
    it: 'a context with an object in it',
    body: { activity, context: { tier: { name: 'gold' } } },
    path: '/context/tier',
    message: /a string, a number or a boolean/,
  },
  {
    it: 'a context with null in it',
    body: { activity, context: { tier: null } },
    path: '/context/tier',
    message: /a boolean/,
  },
  {
    it: 'a context of 51 entries',
    body: { activity, context: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, i])) },
    path: '/context',
    message: /50/,
  },
  {
    it: 'a context with the name __proto__',
    body: `{"activity":${JSON.stringify(activity)},"context":{"__proto__":"x"}}`,
    path: '/context',
    message: /__proto__/,
  },
  {
    it: 'a context with a very long name',
    body: { activity, context: { ['n'.repeat(101)]: 1 } },
    path: '/context',
    message: /100/,
  },
  {
    it: 'a context value of 4,001 characters',
    body: { activity, context: { note: 'n'.repeat(4001) } },
    path: '/context/note',
    message: /4000/,
  },
  {
    it: 'an empty transcript',
    body: { activity, transcript: {} },
    path: '/transcript',
    message: /activities.*contentUrl/,
  },
  { it: 'a transcript that is a list', body: { activity, transcript: [] }, path: '/transcript', message: /activities/ },
  {
    it: 'a transcript of texts',
    body: { activity, transcript: { activities: [secret] } },
    path: '/transcript',
    message: /objects/,
  },
  {
    it: 'a transcript given twice',
    body: { activity, transcript: { activities: [], contentUrl: 'https://files.example.com/1' } },
    path: '/transcript',
    message: /not both/,
  },
  {
    it: 'a contentUrl without TLS',
    body: { activity, transcript: { contentUrl: 'http://files.example.com/1' } },
    path: '/transcript',
    message: /https/,
  },
  {
    it: 'a contentUrl on another host',
    body: { activity, transcript: { contentUrl: `https://${secret}.example.com/` } },
    path: '/transcript/contentUrl',
    message: /TRANSCRIPT_HOSTS/,
  },
  {
    it: 'a contentUrl that hides its host',
    body: { activity, transcript: { contentUrl: 'https://files.example.com@evil.example/' } },
    path: '/transcript/contentUrl',
    message: /host/,
  },
  {
    it: 'a contentUrl with a user name',
    body: { activity, transcript: { contentUrl: 'https://u@files.example.com/' } },
    path: '/transcript/contentUrl',
    message: /user name/,
  },
  {
    it: 'a contentUrl on another port',
    body: { activity, transcript: { contentUrl: 'https://files.example.com:8443/' } },
    path: '/transcript/contentUrl',
    message: /host/,
  },
  {
    it: 'a contentUrl that is no address',
    body: { activity, transcript: { contentUrl: 'https://[' } },
    path: '/transcript/contentUrl',
    message: /address/,
  },
  { it: 'an unknown delivery', body: { activity, delivery: 'fax' }, path: '/delivery', message: /return or emit/ },
  { it: 'emit without an agent hub', body: { activity, delivery: 'emit' }, path: '/delivery', message: /hub/ },
];

describe('POST /evaluate answers 400 and says what to change for', () => {
  test.each(notOurShape)('$it', async ({ body, path, message }) => {
    const response = await post(body);
    expect(response.body).toMatchObject({ status: 400, errors: [{ path, message: expect.stringMatching(message) }] });
    expect(response.text).not.toContain(secret);
    expectValidAnswer('POST', '/evaluate', response);
  });

  test('several wrong fields, with a sentence each', async () => {
    const { body } = await post({
      activity: {},
      menu: 1,
      menuChoice: 2,
      recognition: 3,
      context: 4,
      transcript: 5,
      delivery: 6,
    });
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      '/activity/conversation',
      '/context',
      '/delivery',
      '/menu',
      '/menuChoice',
      '/recognition',
      '/transcript',
    ]);
  });

  test('no host allowed for contentUrl, naming the setting', async () => {
    const { app: strict } = await createService();
    const body = { activity, transcript: { contentUrl: 'https://files.example.com/1' } };
    const response = await supertest(strict).post('/evaluate').send(body);
    expect(response.body.errors[0].message).toMatch(/none is allowed yet; the operator sets TRANSCRIPT_HOSTS/);
  });
});

describe('POST /evaluate answers 200 to', () => {
  test.each([
    { it: 'the smallest request', body: { activity } },
    { it: 'nothing to read', body: { activity: { conversation } } },
    { it: 'exactly 1 MiB', body: padded(mebibyte) },
    { it: 'an utterance of 100,000 characters', body: { activity: { conversation, text: 'word '.repeat(20_000) } } },
    { it: 'an utterance cut inside an emoji', body: { activity: { conversation, text: `${'x'.repeat(3999)}🙂🙂` } } },
    { it: 'nesting of 90 levels', body: nested(90) },
    {
      it: '__proto__ keys',
      body: `{"__proto__":1,"activity":{"__proto__":{"text":"x"},"conversation":{"id":"c","__proto__":{}}}}`,
    },
    {
      it: 'lone surrogates',
      body: '{"activity":{"conversation":{"id":"\\ud800"},"text":"hello \\udc00 \\ud83d","id":"\\ud800"}}',
    },
    { it: 'NUL', body: { activity: { conversation: { id: 'a\0b' }, text: 'a\0b\0' } } },
    {
      it: 'bytes that are not UTF-8',
      body: Buffer.from(JSON.stringify({ activity }).replace(secret, '\xff\xfe'), 'latin1'),
    },
    { it: 'a byte order mark', body: `\ufeff${JSON.stringify({ activity })}` },
    {
      it: 'activity fields of any type',
      body: {
        activity: {
          conversation,
          type: 1,
          id: {},
          text: [],
          value: null,
          locale: 5,
          channelId: {},
          from: 'x',
          recipient: 1,
          serviceUrl: [],
        },
      },
    },
    {
      it: 'null in optional fields',
      body: {
        activity,
        menu: null,
        menuChoice: null,
        recognition: null,
        context: null,
        transcript: null,
        delivery: null,
      },
    },
    {
      it: 'unknown fields',
      body: {
        activity,
        menu: { choices: [{ value: 'v', colour: 1 }], x: 1 },
        recognition: { entities: [] },
        anything: {},
      },
    },
    { it: 'other activity types', body: { activity: { conversation, type: 'typing' } } },
    {
      it: 'an allowed contentUrl',
      body: { activity, transcript: { contentUrl: 'https://files.example.com/t/1?sig=x' } },
    },
    {
      it: 'a transcript whose unused half is null',
      body: { activity, transcript: { activities: [{ type: 'message' }], contentUrl: null } },
    },
  ])('$it', async ({ body }) => {
    const response = await post(body);
    expect(response.status).toBe(200);
    expectValidAnswer('POST', '/evaluate', response);
  });
});

describe('POST /evaluate refuses', () => {
  test.each([
    { it: 'no content type', type: '', status: 415 },
    { it: 'a form', type: 'application/x-www-form-urlencoded', status: 415 },
    { it: 'text', type: 'text/plain', status: 415 },
    { it: 'a relative of JSON', type: 'application/json-patch+json', status: 415 },
    { it: 'Latin-1', type: 'application/json; charset=iso-8859-1', status: 415 },
    { it: 'UTF-16', type: 'application/json; charset="utf-16"', status: 415 },
    { it: 'nothing: JSON', type: 'application/json', status: 200 },
    { it: 'nothing: JSON in UTF-8', type: 'Application/JSON ; Charset="UTF-8"', status: 200 },
    { it: 'nothing: JSON with another parameter', type: 'application/json; odata=verbose', status: 200 },
  ])('$it ($type) with $status', async ({ type, status }) => {
    const response = await supertest(app)
      .post('/evaluate')
      .set('Content-Type', type)
      .serialize(String)
      .send(JSON.stringify({ activity }));
    expect(response.status).toBe(status);
    expectValidAnswer('POST', '/evaluate', response);
  });

  test.each(['gzip', 'br', 'zip'])('a body with Content-Encoding: %s with 415', async (encoding) => {
    const response = await supertest(app)
      .post('/evaluate')
      .set({ 'Content-Type': 'application/json', 'Content-Encoding': encoding })
      .serialize((body) => body as never)
      .send(gzipSync(JSON.stringify({ activity })) as never);
    expect(response.status).toBe(415);
    expect(response.headers['accept-encoding']).toBe('identity');
    expectValidAnswer('POST', '/evaluate', response);
  });

  test('one byte more than 1 MiB with 413', async () => {
    const response = await post(padded(mebibyte + 1));
    expect(response.status).toBe(413);
    expect(response.headers.connection).toBe('close');
    expectValidAnswer('POST', '/evaluate', response);
  });
});

const head = 'POST /evaluate HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n';
const block = 'x'.repeat(65_536);

test.each([
  { it: 'announced', length: 'Content-Length: 99999999', sent: block },
  { it: 'sent in chunks', length: 'Transfer-Encoding: chunked', sent: `10000\r\n${block}\r\n` },
])('a body of 100 MB, $it, is answered 413 and cut off long before its end', async ({ length, sent }) => {
  await listening(async (port) => {
    const socket = connect(port, '127.0.0.1');
    const answer = textOf(socket);
    socket.write(`${head}${length}\r\n\r\n`);
    let blocks = 0;
    for (; blocks < 1500 && socket.writable; blocks++) await new Promise((resolve) => socket.write(sent, resolve));
    expect(blocks).toBeLessThan(700);
    expect(await answer).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
  });
});

test('a client that reads only when it has sent all of 5 MB finds its 413', async () => {
  await listening(async (port) => {
    const socket = connect(port, '127.0.0.1');
    await new Promise<unknown>((resolve, reject) => {
      socket.once('error', reject);
      socket.write(`${head}Content-Length: ${80 * block.length}\r\n\r\n${block.repeat(80)}`, resolve);
    });
    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

test('a client that goes away in the middle of its body costs nothing', async () => {
  await listening(async (port) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /evaluate HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"act',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    const response = await fetch(`http://127.0.0.1:${port}/health/live`);
    expect(response.status).toBe(200);
  });
});

test('an error of ours is answered 500 without a word about it', async () => {
  const { app: broken, logged: log } = await createService({
    async evaluate() {
      throw new Error('the disk is on fire');
    },
  });
  const response = await supertest(broken).post('/evaluate').send({ activity });
  expect(response.status).toBe(500);
  expect(response.text).not.toContain('fire');
  expect(log.lines.join()).toContain('the disk is on fire');
  expectValidAnswer('POST', '/evaluate', response);
});

test('nothing that users wrote was logged', () => {
  expect(logged.lines.length).toBeGreaterThan(notOurShape.length);
  expect(logged.lines.join()).not.toContain(secret);
});

function post(body: unknown) {
  const bytes = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
  return supertest(app)
    .post('/evaluate')
    .set('Content-Type', 'application/json')
    .serialize((sent) => sent as never)
    .send(bytes as string);
}

async function listening(use: (port: number) => Promise<void>): Promise<void> {
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    await use((server.address() as { port: number }).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Everything a socket received until it closed. */
function textOf(socket: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}
