import { openMemoryStore } from '../../src/stores/memory.js';
import { storeContract } from '../contracts/store-contract.js';
import { testClock, testWorld } from '../support/world.js';

storeContract(
  'memory',
  async () => {
    const { now, pass } = testClock();
    return { open: (settings = {}) => openMemoryStore(settings, testWorld(now)), pass, clear: async () => {} };
  },
  { shared: false, evicts: true },
);
