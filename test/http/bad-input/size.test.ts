import { connect } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { expectValidAnswer } from '../../support/api-contract.js';
import { accepts, app, conversation, logsNothingOfIt, post } from '../../support/bad-input.js';
import { serve } from '../../support/loopback.js';

const mebibyte = 1024 * 1024;
const padded = (length: number) => {
  const body = JSON.stringify({ activity: { conversation, channelData: '' } });
  return body.replace('"channelData":"', `"channelData":"${'x'.repeat(length - body.length)}`);
};

accepts([
  { it: 'exactly 1 MiB', body: padded(mebibyte) },
  { it: 'an utterance of 100,000 characters', body: { activity: { conversation, text: 'word '.repeat(20_000) } } },
  { it: 'an utterance cut inside an emoji', body: { activity: { conversation, text: `${'x'.repeat(3999)}🙂🙂` } } },
]);

test('one byte more than 1 MiB is answered 413', async () => {
  const response = await post(padded(mebibyte + 1));
  expect(response.status).toBe(413);
  expect(response.headers.connection).toBe('close');
  expectValidAnswer('POST', '/evaluate', response);
});

const http = await serve(app);
afterAll(() => http.close());

const head = 'POST /evaluate HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n';
const block = 'x'.repeat(65_536);

test.each([
  { it: 'announced', length: 'Content-Length: 99999999', sent: block },
  { it: 'sent in chunks', length: 'Transfer-Encoding: chunked', sent: `10000\r\n${block}\r\n` },
])('a body of 100 MB, $it, is answered 413 and cut off long before its end', async ({ length, sent }) => {
  const socket = connect(http.port, '127.0.0.1');
  const answer = textOf(socket);
  socket.write(`${head}${length}\r\n\r\n`);
  let blocks = 0;
  for (; blocks < 1500 && socket.writable; blocks++) await new Promise((resolve) => socket.write(sent, resolve));
  expect(blocks).toBeLessThan(700);
  expect(await answer).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
});

test('a client that reads only when it has sent all of 5 MB finds its 413', async () => {
  const socket = connect(http.port, '127.0.0.1');
  await new Promise<unknown>((resolve, reject) => {
    socket.once('error', reject);
    socket.write(`${head}Content-Length: ${80 * block.length}\r\n\r\n${block.repeat(80)}`, resolve);
  });
  expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 413 /);
});

test('a client that goes away in the middle of its body costs nothing', async () => {
  const socket = connect(http.port, '127.0.0.1');
  socket.write(`${head}Content-Length: 100\r\n\r\n{"act`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  const response = await fetch(`${http.url}/health/live`);
  expect(response.status).toBe(200);
});

logsNothingOfIt();

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
