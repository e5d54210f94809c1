import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { charts } from './charts.js';
import { scoreboard } from './scoreboard.js';
import { measureAll } from './scores.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.DATA_DIR ?? `${root}../shared/data` },
    out: { type: 'string', default: `${root}docs` },
  },
});

const scores = await measureAll(values.data, `${root}test/heldout`);
const folder = `${values.out}/scoreboard`;
mkdirSync(folder, { recursive: true });
for (const [name, svg] of await charts(scores)) writeFileSync(`${folder}/${name}.svg`, svg);
writeFileSync(`${folder}/recorded.json`, `${JSON.stringify(scores.recorded, null, 2)}\n`);
const page = scoreboard(scores, readFileSync(`${root}package.json`, 'utf8'));
writeFileSync(`${values.out}/scoreboard.md`, page);
console.log(page);
