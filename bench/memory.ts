import { post } from './load.js';
import { startServer } from './server.js';
import { twentyWords } from './turns.js';

/** Resident memory of the whole process before and after this many conversations, in MB. */
export interface Memory {
  readonly conversations: number;
  readonly turnsEach: number;
  readonly beforeMb: number;
  readonly afterMb: number;
}

/** Posts two turns to each of 100,000 conversations on the memory store, over HTTP. */
export async function measureMemory(conversations = 100_000, turnsEach = 2): Promise<Memory> {
  const server = await startServer('dist/main.js', {
    STORE: 'memory',
    STORE_MAX_CONVERSATIONS: String(conversations),
    LOG_LEVEL: 'warn',
  });
  try {
    const beforeMb = await server.residentMb();
    let next = 0;
    const worker = async () => {
      for (let n = next++; n < conversations * turnsEach; n = next++) {
        await post(server.url, JSON.stringify({ activity: activityOf(n % conversations, n) }));
      }
    };
    await Promise.all(Array.from({ length: 32 }, worker));
    return { conversations, turnsEach, beforeMb, afterMb: await server.residentMb() };
  } finally {
    await server.stop();
  }
}

function activityOf(conversation: number, turn: number): object {
  return {
    id: `${turn}`,
    conversation: { id: `conversation-${conversation}` },
    text: `${twentyWords} ${turn}`,
  };
}
