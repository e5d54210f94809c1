import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { variableName } from '../../src/lib/settings.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const named = new Set(
  [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^#([A-Z][A-Z0-9_]+)=/gm)].map(
    ([, name]) => name as string,
  ),
);

/** The fields of every settings schema, by where it stands: a field carries its type, default or example. */
const field =
  /^ {2}(\w+):(?=\s+(z\b|wholeNumber|partName|count\(|aNumber\(|flag\b|existingFile|hostList|safeUrl|webhook\w+|collectorUrl|keyListShape|endpoint|intentNames|sealingKeys))/gm;

const places: [prefix: string, ...files: string[]][] = [
  ['STORE', 'stores/lmdb.ts', 'stores/memory.ts', 'stores/redis.ts', 'lib/redis-client.ts'],
  ['NLU', 'nlu/azure/settings.ts'],
  ['HUB', ...readdirSync(join(root, 'src/hubs')).map((name) => `hubs/${name}`)],
  ['OUTBOX', 'outboxes/lmdb.ts', 'outboxes/memory.ts'],
  ['REDACTION', 'redaction/open-redaction.ts'],
  ['DELIVERY', 'handoff/deliver.ts'],
];

test.each(places)('every setting %s_… stands in .env.example', (prefix, ...files) => {
  const fields = files.flatMap((file) =>
    [...readFileSync(join(root, 'src', file), 'utf8').matchAll(field)].map(([, name]) =>
      variableName(prefix, name as string),
    ),
  );
  expect(fields.length).toBeGreaterThan(0);
  expect(fields.filter((name) => !named.has(name))).toEqual([]);
});

test('so does every setting of the process itself', () => {
  const text =
    readFileSync(join(root, 'src/app/config.ts'), 'utf8') + readFileSync(join(root, 'src/access/access.ts'), 'utf8');
  const prefixes: Record<string, string> = {
    settings: '',
    policy: 'POLICY',
    receipts: 'RECEIPTS',
    traces: 'OTEL',
    keySettings: 'API',
    issuerSettings: 'OIDC',
  };
  const shapes = [...text.matchAll(/const (\w+)Shape = z\s*\.?object\(\{\n([\s\S]*?)\n\s*\}\)/g)];
  expect(shapes.map(([, name]) => name).sort()).toEqual(
    expect.arrayContaining(Object.keys(prefixes).filter((name) => name !== 'issuerSettings')),
  );
  for (const [, name, body] of shapes)
    for (const [, key] of (body as string).matchAll(/^ {2,4}(\w+):/gm))
      expect(named, `${name}.${key}`).toContain(variableName(prefixes[name as string] as string, key as string));
});
