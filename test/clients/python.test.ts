import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, clientContract } from '../contracts/client-contract.js';
import { cacheFolder, programsIn, root, run } from '../support/toolchain.js';

const programs = programsIn('python');
const cache = cacheFolder('python');
const bin = join(cache, 'venv/bin');

await clientContract('Python', async () => {
  if (!existsSync(join(bin, 'pip'))) await run('python3', ['-m', 'venv', 'venv'], cache);
  const quietly = ['--quiet', '--disable-pip-version-check'];
  await run(join(bin, 'pip'), ['install', ...quietly, '-r', 'requirements.txt'], programs);
  return {
    clients: { 'OpenAPI 3.1': client('openapi.json'), 'OpenAPI 3.0': client('openapi-3.0.json') },
    readYaml: (files) => run(join(bin, 'python'), [join(programs, 'read_yaml.py'), ...files], root),
  };
});

function client(contract: string): Client {
  const folder = join(cache, contract);
  return {
    async make() {
      rmSync(folder, { recursive: true, force: true });
      const options = ['--path', join(root, contract), '--config', 'generator.yaml', '--output-path', folder];
      const { stdout, stderr } = await run(join(bin, 'openapi-python-client'), ['generate', ...options], programs);
      copyFileSync(join(programs, 'drive.py'), join(folder, 'drive.py'));
      const said = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
      return said.filter((line) => !line.startsWith('Generating '));
    },
    drive: (args) => run(join(bin, 'python'), ['-W', 'error', 'drive.py', ...args], folder),
  };
}
