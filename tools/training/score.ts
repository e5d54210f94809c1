import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { charts } from './charts.js';
import { compare } from './comparison.js';
import { defaultData, root } from './folders.js';
import { scoreboard } from './scoreboard.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: defaultData },
    out: { type: 'string', default: `${root}docs` },
  },
});

const scores = await compare(values.data, `${root}test/heldout`);
const folder = `${values.out}/scoreboard`;
mkdirSync(folder, { recursive: true });
for (const [name, svg] of await charts(scores)) writeFileSync(`${folder}/${name}.svg`, svg);
writeFileSync(`${folder}/recorded.json`, `${JSON.stringify(scores.recorded, null, 2)}\n`);
const page = scoreboard(scores, readFileSync(`${root}package.json`, 'utf8'));
writeFileSync(`${values.out}/scoreboard.md`, page);
console.log(page);
