import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { clientContract } from '../contracts/client-contract.js';
import { cacheFolder, programsIn, root, run } from '../support/toolchain.js';

const module = cacheFolder('go');
const binary = (name: string) => join(module, 'bin', name);

await clientContract('Go', async () => {
  cpSync(programsIn('go'), module, { recursive: true });
  mkdirSync(join(module, 'escalation'), { recursive: true });
  await run('go', ['mod', 'download'], module);
  return {
    clients: {
      'oapi-codegen': {
        async make() {
          const options = ['--config', 'generator.yaml', '-o', 'escalation/client.gen.go'];
          const generated = await run(
            'go',
            ['tool', 'oapi-codegen', ...options, join(root, 'openapi-3.0.json')],
            module,
          );
          const vetted = await run('go', ['vet', './escalation', './drive'], module);
          await run('go', ['build', '-o', binary('drive'), './drive'], module);
          const said = [generated, vetted].map(({ stdout, stderr }) => stdout + stderr).join('');
          return said.split('\n').filter((line) => line !== '' && !line.startsWith('go: downloading '));
        },
        drive: (args) => run(binary('drive'), args, module),
      },
    },
    async readYaml(files) {
      await run('go', ['build', '-o', binary('readyaml'), './readyaml'], module);
      return run(binary('readyaml'), files, root);
    },
  };
});
