import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : path.endsWith('.ts') ? [path] : [];
  });
}

interface Import {
  readonly from: string;
  /** Our file, relative to src, or the package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
  /** Loaded when it is needed, not with the file. */
  readonly lazy: boolean;
}

const imports: Import[] = filesIn(src).flatMap((path) => {
  const text = readFileSync(path, 'utf8');
  const statements = text.matchAll(/(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)/g);
  return [...statements].map(([, typeOnly, named, lazy]) => {
    const name = (named ?? lazy) as string;
    const to = name.startsWith('.') ? relative(src, resolve(dirname(path), name)).replace(/\.js$/, '.ts') : name;
    return { from: relative(src, path), to, typeOnly: typeOnly !== undefined, lazy: lazy !== undefined };
  });
});

function inFolder(file: string, ...folders: string[]): boolean {
  return folders.some((folder) => file.startsWith(`${folder}/`));
}

const wrong = (is: (one: Import) => boolean) => imports.filter(is).map(({ from, to }) => `${from} → ${to}`);

describe('data flows one way, and so do imports', () => {
  test('the core imports nothing of ours from outside, and of others the schema library and hashing only', () => {
    const allowed = new Set(['zod', 'node:crypto']);
    expect(wrong(({ from, to }) => inFolder(from, 'core') && !inFolder(to, 'core') && !allowed.has(to))).toEqual([]);
  });
  test('parts know the core and what every part may use, not each other', () => {
    const kinds = ['nlu', 'stores', 'hubs', 'outboxes'];
    const others = (from: string) => kinds.filter((kind) => !inFolder(from, kind));
    const foreign = ({ from, to }: Import) =>
      inFolder(from, ...kinds) &&
      (inFolder(to, ...others(from), 'http', 'training') ||
        ['main.ts', 'compose.ts', 'evaluate.ts', 'config.ts'].includes(to));
    expect(wrong(foreign)).toEqual([]);
  });
  test('only compose knows concrete parts', () => {
    const parts = ({ to, typeOnly }: Import) => inFolder(to, 'nlu', 'stores', 'hubs', 'outboxes') && !typeOnly;
    const outside = (one: Import) => parts(one) && !inFolder(one.from, 'nlu', 'stores', 'hubs', 'outboxes', 'training');
    expect(wrong((one) => outside(one) && !['compose.ts'].includes(one.from))).toEqual([]);
  });
  test('nobody imports the training or what makes code of the contract, and the flow imports no HTTP', () => {
    for (const apart of ['training', 'contract'])
      expect(wrong(({ from, to }) => inFolder(to, apart) && !inFolder(from, apart))).toEqual([]);
    expect(wrong(({ from, to }) => inFolder(to, 'http') && !inFolder(from, 'http') && from !== 'main.ts')).toEqual([]);
  });
  test('the core has no clock and no random', () => {
    const impure = /\bDate\b|Math\.random|performance\.|setTimeout|process\.env|randomUUID|\basync\b/;
    const files = filesIn(join(src, 'core')).filter((path) => impure.test(code(readFileSync(path, 'utf8'))));
    expect(files.map((path) => relative(src, path))).toEqual([]);
  });
});

/** Everything that is loaded before the first line of a file runs. */
function loadedWith(file: string, known = new Set<string>()): ReadonlySet<string> {
  for (const { from, to, typeOnly, lazy } of imports) {
    if (from !== file || typeOnly || lazy || known.has(to)) continue;
    known.add(to);
    loadedWith(to, known);
  }
  return known;
}

test('without settings the service starts without the libraries that only some settings need', () => {
  const parts = ['main.ts', 'stores/lmdb.ts', 'hubs/return.ts'];
  const loaded = new Set(parts.flatMap((file) => [...loadedWith(file)]));
  const libraries = [...loaded].filter((name) => !name.endsWith('.ts') && !name.startsWith('node:'));
  expect(libraries.toSorted()).toEqual(['express', 'helmet', 'lmdb', 'pino', 'prom-client', 'yaml', 'zod']);
});

/** A file without its comments. */
function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

describe('every part in a folder stands in its list', () => {
  const contracts = new Set(['index.ts', 'store.ts', 'nlu.ts', 'hub.ts', 'outbox.ts', 'signal.ts']);
  test.each([
    ['core/signals', /\bSignal\b = /],
    ['stores', /: Open<Store> = /],
    ['nlu', /: Open<Nlu> = /],
    ['hubs', /: Open<AgentHub> = /],
    ['outboxes', /: Open<Outbox> = /],
  ])('%s', (folder, isPart) => {
    const list = readFileSync(join(src, folder, 'index.ts'), 'utf8');
    const parts = filesIn(join(src, folder)).filter(
      (path) => !contracts.has(relative(join(src, folder), path)) && isPart.test(readFileSync(path, 'utf8')),
    );
    expect(parts.length).toBeGreaterThan(0);
    const missing = parts
      .map((path) => relative(join(src, folder), path))
      .filter((file) => !list.includes(`'./${file.replace(/\.ts$/, '.js')}'`));
    expect(missing).toEqual([]);
  });
});

describe('the image', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths]) =>
    (paths as string).split(' '),
  );
  test('copies only what exists', () => {
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
  test('runs as nobody special, on a read-only root, and tells its health', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^VOLUME \/data$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    expect(dockerfile).toMatch(/^FROM node:24-slim$/m);
  });
  test('starts the service as npm start does', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const command = /^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]';
    expect(JSON.parse(command).join(' ')).toBe(scripts.start);
  });
});
