import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, clientContract } from '../contracts/client-contract.js';
import { cacheFolder, programsIn, root, run } from '../support/toolchain.js';

const programs = programsIn('java');
const cache = cacheFolder('java');
const jars = join(cache, 'jars');
const driver = join(programs, 'Drive.java');

/** What the generator warns of wherever it makes a client; the second is of the example, which is in the contract. */
const alwaysSaid = ['Failed to get the schema name: null', 'Ignoring complex example on request body'];

/** Compiling and running a small program is quicker without the second compiler. */
const quick = '-XX:TieredStopAtLevel=1';

await clientContract('Java', async () => {
  await run('javac', ['-version'], cache);
  await downloadJars();
  return {
    clients: { 'okhttp-gson': client('okhttp-gson'), native: client('native') },
    async readYaml(files) {
      const classes = join(cache, 'read-yaml');
      await compile([join(programs, 'ReadYaml.java')], classes);
      return run('java', [quick, '-cp', `${classes}:${classpath()}`, 'ReadYaml', ...files], root);
    },
  };
});

/** Once for what pom.xml names. */
async function downloadJars(): Promise<void> {
  const pom = readFileSync(join(programs, 'pom.xml'), 'utf8');
  const downloaded = join(cache, 'pom.xml');
  if (existsSync(downloaded) && readFileSync(downloaded, 'utf8') === pom) return;
  rmSync(jars, { recursive: true, force: true });
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  await run('mvn', ['-B', '-q', '-f', 'pom.xml', goal, `-DoutputDirectory=${jars}`], programs);
  writeFileSync(downloaded, pom);
}

function client(library: string): Client {
  const [sources, classes] = [join(cache, library), join(cache, `${library}-classes`)];
  return {
    async make() {
      for (const folder of [sources, classes]) rmSync(folder, { recursive: true, force: true });
      const options = [
        '--library',
        library,
        '-c',
        'generator.yaml',
        '-i',
        join(root, 'openapi-3.0.json'),
        '-o',
        sources,
      ];
      const { stdout, stderr } = await run('java', [quick, '-jar', generator(), 'generate', ...options], programs);
      await compile([...javaIn(join(sources, 'src/main/java')), ...javaIn(join(programs, library)), driver], classes);
      const warned = `${stdout}${stderr}`.split('\n').filter((line) => /\b(?:WARN|ERROR)\b/.test(line));
      return warned.filter((line) => !alwaysSaid.some((said) => line.endsWith(said)));
    },
    drive: (args) => run('java', [quick, '-cp', `${classes}:${classpath()}`, 'Drive', ...args], cache),
  };
}

function compile(sources: readonly string[], classes: string): Promise<unknown> {
  return run('javac', [`-J${quick}`, '-nowarn', '-d', classes, '-cp', classpath(), ...sources], cache);
}

/** What the clients are compiled with; the generator has libraries of its own inside. */
function classpath(): string {
  const others = readdirSync(jars).filter((jar) => !isGenerator(jar));
  return others.map((jar) => join(jars, jar)).join(':');
}

function generator(): string {
  return join(jars, readdirSync(jars).find(isGenerator) as string);
}

function isGenerator(jar: string): boolean {
  return jar.startsWith('openapi-generator-cli-');
}

function javaIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.java')).map((file) => join(folder, file));
}
