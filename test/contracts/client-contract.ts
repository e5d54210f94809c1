import { afterAll, describe, expect, test } from 'vitest';
import { heardByClient, startClientService } from '../support/client-service.js';
import { documentsByFile, type Ran, readByFile, yamlFiles } from '../support/toolchain.js';

/** A client that a generator makes of the contract, with the program beside it that drives it. */
export interface Client {
  /** Generates and compiles it anew; tells what was warned of. */
  make(): Promise<readonly string[]>;
  /** Runs the program, which takes the address of a service and a key. */
  drive(args: readonly string[]): Promise<Ran>;
}

/** What developers in a language use of us: clients, and files that they parse. */
export interface Language {
  readonly clients: Readonly<Record<string, Client>>;
  /** Prints the documents of each file, a line of JSON for a file. */
  readYaml(files: readonly string[]): Promise<Ran>;
}

/** Much more than is needed: a minute for Java on two quiet cores, and a first run downloads and compiles. */
const limitMs = 400_000;

/**
 * The suite of every language. It is left out with a line where a tool is missing or a registry cannot be reached,
 * except in CI.
 */
export async function clientContract(name: string, open: () => Promise<Language>): Promise<void> {
  const language = await open().catch((err: Error) => {
    if (process.env.CI) throw err;
    process.stderr.write(`Generated clients and YAML in ${name} are not tested: ${err.message.split('\n')[0]}\n`);
  });
  if (language === undefined) return void test.skip(`${name} has what it needs`);

  test(`every YAML file is read by ${name} as we read it`, { timeout: limitMs }, async () => {
    expect(readByFile(await language.readYaml(yamlFiles()))).toEqual(documentsByFile());
  });

  describe.each(Object.entries(language.clients))(`a client in ${name}, by %s`, async (_, client) => {
    const service = await startClientService();
    afterAll(() => service.close());

    test('is made of the contract without a warning', { timeout: limitMs }, async () => {
      expect(await client.make()).toEqual([]);
    });

    test('continues, offers, escalates, is refused, says a status and asks for a conversation', {
      timeout: limitMs,
    }, async () => {
      const { stdout } = await client.drive(service.args);
      expect(JSON.parse(stdout)).toEqual(heardByClient);
    });
  });
}
