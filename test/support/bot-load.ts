import { Agent, request } from 'node:http';

/** One answer, or why there was none. */
export interface Answered {
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly body: string;
}

/** Posts turns over connections that are kept, as a bot does. */
export class Bot {
  readonly #agent: Agent;
  readonly #url: string;

  constructor(url: string, connections: number) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  say(conversation: string, id: string, text: string, headers: Record<string, string> = {}): Promise<Answered> {
    const body = JSON.stringify({ activity: { id, conversation: { id: conversation }, locale: 'en-US', text } });
    return new Promise((resolve) => {
      const options = {
        method: 'POST',
        agent: this.#agent,
        headers: { 'content-type': 'application/json', ...headers },
      };
      const asked = request(`${this.#url}/evaluate`, options, (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          answer += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, error: undefined, body: answer }));
        response.on('error', (err: NodeJS.ErrnoException) => resolve({ status: undefined, error: err.code, body: '' }));
      });
      asked.on('error', (err: NodeJS.ErrnoException) => resolve({ status: undefined, error: err.code, body: '' }));
      asked.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Runs so many workers until each has ended. */
export async function together(workers: number, work: (worker: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
}
