import { openMemoryStore } from '../../src/stores/memory.js';
import { storeContract } from '../contracts/store-contract.js';
import { testClock, testRuntime } from '../support/runtime.js';

storeContract(
  'memory',
  async () => {
    const { now, pass } = testClock();
    return { open: (settings = {}) => openMemoryStore(settings, testRuntime(now)), pass, clear: async () => {} };
  },
  { shared: false, evicts: true },
);
