import { readFileSync, writeFileSync } from 'node:fs';
import { stamped } from './changelog.js';

const changelog = stamped(readFileSync('CHANGELOG.md', 'utf8'), readFileSync('openapi.yaml', 'utf8'));
if (changelog === undefined) {
  process.stderr.write(
    'openapi.yaml changed, and CHANGELOG.md does not tell of it: add a line under Unreleased, then run npm run contract.\n',
  );
  process.exit(1);
}
writeFileSync('CHANGELOG.md', changelog);
