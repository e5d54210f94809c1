import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { describe, expect, test } from 'vitest';
import { toOpenApi30 } from '../../tools/contract/openapi-3.0.js';
import { validatorsOf } from '../../tools/contract/validators.js';
import { contract, faultsBy, resolve } from '../support/api-contract.js';

const root = new URL('../../', import.meta.url);

test('openapi.json says what openapi.yaml says; npm run contract makes it so', () => {
  expect(JSON.parse(readFileSync(new URL('openapi.json', root), 'utf8'))).toEqual(contract);
});

test('openapi-3.0.json is made of openapi.yaml; npm run contract makes it so', () => {
  expect(JSON.parse(readFileSync(new URL('openapi-3.0.json', root), 'utf8'))).toEqual(toOpenApi30(contract));
});

test('the generated types are those of openapi.yaml; npm run contract makes them so', async () => {
  const types = astToString(await openapiTS(new URL('openapi.yaml', root), { immutable: true }));
  expect(readFileSync(new URL('src/http/openapi.ts', root), 'utf8')).toContain(types);
});

test('requests are checked by what Ajv makes of openapi.yaml; npm run contract makes it so', () => {
  expect(readFileSync(new URL('src/http/validators.ts', root), 'utf8')).toBe(validatorsOf(contract));
});

test.each(Object.keys(contract.components.schemas))('the schema %s is a strict JSON schema', (name) => {
  expect(() => faultsBy(`/components/schemas/${name}`, undefined)).not.toThrow();
});

interface Example {
  where: string;
  schema: string;
  value: unknown;
}

describe('every example fits its schema', () => {
  test.each(examples())('$where', ({ schema, value }) => {
    expect(faultsBy(schema, value)).toEqual([]);
  });
});

test.each(operations())('$where has an example', ({ operation }) => {
  const [success] = Object.entries(operation.responses).filter(([status]) => /^[23]/.test(status));
  if (success?.[0] === '204') return;
  expect(JSON.stringify(success)).toContain('"examples"');
});

interface Operation {
  requestBody?: unknown;
  responses: Record<string, unknown>;
}

function operations(): { where: string; operation: Operation }[] {
  return Object.entries<Record<string, Operation>>(contract.paths).flatMap(([path, { parameters, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) => ({ where: `${method.toUpperCase()} ${path}`, operation })),
  );
}

/** Every `examples` beside a `schema`, wherever in the contract. */
function examples(): Example[] {
  const found: Example[] = [];
  walk(contract, '');
  return found;

  function walk(node: unknown, at: string): void {
    if (typeof node !== 'object' || node === null) return;
    const { schema, examples: given } = node as { schema?: unknown; examples?: Record<string, { value: unknown }> };
    if (schema !== undefined && given !== undefined)
      for (const [name, example] of Object.entries(given))
        found.push({ where: `${at} ${name}`, schema: `${at}/schema`, value: resolve(example as never).value });
    for (const [key, child] of Object.entries(node))
      walk(child, `${at}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`);
  }
}

test('the contract has the version of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  expect(contract.info.version).toBe(version);
});
