import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defaultData, root } from '../training/folders.js';
import { measureLoad } from './speed.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: defaultData },
    out: { type: 'string', default: `${root}docs` },
  },
});

const { dependencies } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>;
};
const missing = Object.keys(dependencies).filter(
  (name) => !existsSync(new URL(`./node_modules/${name}`, import.meta.url)),
);
if (missing.length > 0) {
  process.stderr.write(
    `The scoreboard compares with packages that are not installed: ${missing.join(', ')}\n` +
      'Install them with: npm ci --prefix tools/scoring\n',
  );
  process.exit(2);
}

/** Measured before the others are loaded, because memory of theirs that is freed meanwhile would be subtracted. */
const load = await measureLoad();

/** Imported here, because these import the packages looked for above. */
const [{ compare }, { charts }, { scoreboard }] = await Promise.all([
  import('./comparison.js'),
  import('./charts.js'),
  import('./scoreboard.js'),
]);

const scores = await compare(values.data, `${root}test/heldout`);
const folder = `${values.out}/scoreboard`;
mkdirSync(folder, { recursive: true });
for (const [name, svg] of await charts(scores)) writeFileSync(`${folder}/${name}.svg`, svg);
writeFileSync(`${folder}/recorded.json`, `${JSON.stringify(scores.recorded, null, 2)}\n`);
const page = scoreboard({ scores, load, dependencies });
writeFileSync(`${values.out}/scoreboard.md`, page);
console.log(page);
