/**
 * A process of its own over one LMDB directory: `count <conversation> <times>` updates one after the other and says
 * each number it was answered; `hold` says `holding` and sits on the write lock until it is killed.
 */

import { openUnderLock } from '../../src/lib/lmdb-open-lock.js';
import { openLmdbStore } from '../../src/stores/lmdb.js';
import { openDatabase } from '../../src/stores/lmdb-file.js';
import { addOne } from './counted-conversations.js';
import { testRuntime } from './runtime.js';

const [path = '', job, conversation = '', times = ''] = process.argv.slice(2);

if (job === 'hold') {
  const { database } = await openUnderLock(path, (isFirst) => openDatabase(path, isFirst, testRuntime().log));
  database.transactionSync(() => {
    process.stdout.write('holding\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
} else {
  const store = await openLmdbStore({ path, limitMs: '10000' }, testRuntime());
  for (let i = 0; i < Number(times); i++) {
    const { after } = await store.update(conversation, addOne);
    process.stdout.write(`${after.quietTurns}\n`);
  }
  await store.close();
}
