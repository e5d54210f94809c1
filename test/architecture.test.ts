import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path);
    return path.endsWith('.ts') ? [path] : [];
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

const isOurs = (name: string) => name.endsWith('.ts');

/** The folder right under src that a file is in; a door is its own. */
const placeOf = (file: string) => file.split('/')[0] as string;

/** What each place may import of the others. What is not listed may import nothing of ours. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'main.ts': ['app', 'http', 'lib'],
  'cli.ts': ['commands'],
  app: [
    'access',
    'core',
    'decision-log',
    'evaluation',
    'handoff',
    'hubs',
    'lib',
    'nlu',
    'outboxes',
    'policy',
    'redaction',
    'stores',
    'telemetry',
  ],
  commands: ['access', 'app', 'core', 'decision-log', 'lib', 'nlu', 'policy'],
  http: ['access', 'core', 'evaluation', 'handoff', 'lib', 'stores'],
  telemetry: ['core', 'evaluation', 'hubs', 'lib', 'nlu', 'policy', 'stores'],
  'decision-log': ['core', 'evaluation', 'lib'],
  evaluation: ['core', 'handoff', 'hubs', 'lib', 'nlu', 'policy', 'redaction', 'stores'],
  handoff: ['core', 'hubs', 'lib', 'outboxes', 'policy', 'stores'],
  access: ['core', 'lib'],
  policy: ['core', 'lib'],
  redaction: ['core', 'lib'],
  nlu: ['core', 'lib'],
  stores: ['core', 'lib'],
  hubs: ['core', 'lib'],
  outboxes: ['core', 'lib'],
  core: [],
  lib: [],
};

/** The folders of parts; everybody but `app`, which opens them, knows their contracts only. */
const partFolders = ['nlu', 'stores', 'hubs', 'outboxes'];

/** Chains of names that lead back to their first, by what each name points to. */
function circlesIn(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) {
      circles.push([...path.slice(path.indexOf(name)), name].join(' → '));
      return;
    }
    if (done.has(name)) return;
    for (const next of arrows.get(name) ?? []) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of arrows.keys()) visit(name, []);
  return circles;
}

function arrowsBetween(nameOf: (file: string) => string): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    if (!isOurs(to) || nameOf(from) === nameOf(to)) continue;
    const others = arrows.get(nameOf(from)) ?? new Set();
    arrows.set(nameOf(from), others.add(nameOf(to)));
  }
  return arrows;
}

describe('data flows one way, and so do imports', () => {
  test('the root of src holds the doors only, and no file stands beside a folder of its name', () => {
    const atRoot = readdirSync(src).filter((name) => statSync(join(src, name)).isFile());
    expect(atRoot.toSorted()).toEqual(['cli.ts', 'main.ts']);
    const twins = filesIn(src).filter((path) => existsSync(path.replace(/\.ts$/, '')));
    expect(twins.map((path) => relative(src, path))).toEqual([]);
  });
  test('each folder imports only what is below it', () => {
    const forbidden = ({ from, to }: Import) => {
      const [here, there] = [placeOf(from), placeOf(to)];
      return isOurs(to) && here !== there && !mayImport[here]?.includes(there);
    };
    expect(wrong(forbidden)).toEqual([]);
    expect(Object.keys(mayImport).toSorted()).toEqual(readdirSync(src).toSorted());
  });
  test('no files and no folders import each other in a circle, types included', () => {
    expect(circlesIn(arrowsBetween((file) => file))).toEqual([]);
    expect(circlesIn(arrowsBetween(placeOf))).toEqual([]);
  });
  test('a circle would be found', () => {
    const arrows = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['a'])],
    ]);
    expect(circlesIn(arrows)).toEqual(['a → b → c → a']);
  });
  test('the core imports of others the schema library and hashing only, and lib nothing of ours', () => {
    const allowed = new Set(['zod', 'node:crypto']);
    expect(wrong(({ from, to }) => inFolder(from, 'core') && !inFolder(to, 'core') && !allowed.has(to))).toEqual([]);
    expect(wrong(({ from, to }) => inFolder(from, 'lib') && isOurs(to) && !inFolder(to, 'lib'))).toEqual([]);
  });
  test('only app/parts.ts knows concrete parts; everybody else knows their contracts, as types', () => {
    const parts = ({ to, typeOnly }: Import) => inFolder(to, ...partFolders) && !typeOnly;
    const outside = (one: Import) => parts(one) && !inFolder(one.from, ...partFolders);
    const mayKnow = new Map([
      ['app/parts.ts', partFolders.map((folder) => `${folder}/index.ts`)],
      ['app/compose.ts', ['stores/remembering.ts']],
      ['commands/compare.ts', ['nlu/compare.ts']],
    ]);
    expect(wrong((one) => outside(one) && !mayKnow.get(one.from)?.includes(one.to))).toEqual([]);
  });
  test('nobody in the service imports what developers run', () => {
    expect(wrong(({ to }) => to.startsWith('..'))).toEqual([]);
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
  expect(libraries.toSorted()).toEqual([
    'express',
    'helmet',
    'lmdb',
    'lru-cache',
    'pino',
    'prom-client',
    'yaml',
    'zod',
  ]);
});

/** A file without its comments. */
function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

describe('every part in a folder stands in its list', () => {
  const contracts = new Set(['index.ts', 'store.ts', 'nlu.ts', 'hub.ts', 'outbox.ts', 'signal.ts', 'convention.ts']);
  test.each([
    ['core/signals', /\bSignal\b = /],
    ['core/payloads', /: Convention = /],
    ['core/cleaning', /: Convention = /],
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
    expect(dockerfile).toMatch(/^USER 1000$/m);
    expect(dockerfile).toMatch(/^VOLUME \/data$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    expect(dockerfile).toMatch(/^FROM node:24\.\d+\.\d+-bookworm-slim$/m);
  });
  test('starts the service as npm start does, without a file of settings', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const command = /^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]';
    expect(JSON.parse(command).join(' ')).toBe(scripts.start.replace(' --settings .env', ''));
  });
});
