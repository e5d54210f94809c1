import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, inject } from 'vitest';
import { conversationKey } from '../../src/stores/record.js';
import { openRedisStore } from '../../src/stores/redis.js';
import { storeContract } from '../contracts/store-contract.js';
import { testWorld } from './world.js';

const redisUrl = inject('redisUrl');
let place = 0;

describe.skipIf(redisUrl === '')('with a Redis server', () => {
  storeContract(
    'Redis',
    async () => {
      const keyPrefix = `contract-${process.pid}-${place++}:`;
      const client = new Redis(redisUrl);
      return {
        open: (settings = {}) => openRedisStore({ url: redisUrl, keyPrefix, ...settings }, testWorld()),
        pass: async (seconds) => void (await setTimeout(seconds * 1000)),
        plant: async (conversationId, text) =>
          void (await client.set(keyPrefix + conversationKey(conversationId), `AAAAAAAAAAAA${text}`)),
        clear: async () => client.disconnect(),
      };
    },
    { shared: true, evicts: false },
  );
});
