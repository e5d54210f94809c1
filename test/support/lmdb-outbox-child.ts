/**
 * A process of its own over one LMDB outbox: `keep <prefix>` keeps entries, ten at a time, until its input ends and then
 * says how many were acknowledged; `reopen <times>` opens and closes it so often.
 */

import { openLmdbOutbox } from '../../src/outboxes/lmdb.js';
import { testRuntime } from './runtime.js';

const [path = '', job, argument = ''] = process.argv.slice(2);
const settings = { path, maxEntries: '10000000' };
const atOnce = 10;

if (job === 'keep') {
  const outbox = await openLmdbOutbox(settings, testRuntime());
  let ended = false;
  process.stdin.once('end', () => {
    ended = true;
  });
  process.stdin.resume();
  process.stdout.write('keeping\n');
  let kept = 0;
  while (!ended) {
    const ids = Array.from({ length: atOnce }, (_, i) => `${argument}-${kept + i}`);
    await Promise.all(ids.map((handoffId) => outbox.keep({ handoffId, conversationId: 'c', kept: 'x' }, 3_600_000)));
    kept += atOnce;
  }
  await outbox.close();
  process.stdout.write(`${kept}\n`);
} else {
  for (let i = 0; i < Number(argument); i++) {
    const outbox = await openLmdbOutbox(settings, testRuntime());
    await outbox.close();
  }
}
