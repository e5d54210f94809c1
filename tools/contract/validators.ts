import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';

/** The bodies the service reads, by their schemas in the contract. */
const bodies = ['EvaluateRequest', 'HandoffStatusEvent'] as const;

const header = `// @ts-nocheck
/** This file is made of openapi.yaml by \`npm run contract\`. */
import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import type { components } from './openapi.js';

type Schemas = components['schemas'];
/** Ajv's code requires what it needs at run time in the way of CommonJS. */
const require = createRequire(import.meta.url);
`;

/** TypeScript that exports `fits<Schema>` for each body, so that the service neither loads Ajv's compiler nor runs it. */
export function validatorsOf(contract: unknown): string {
  const ajv = new Ajv2020({
    // The tests compile every schema strictly, so nothing is checked again here.
    strict: false,
    meta: false,
    validateSchema: false,
    unicodeRegExp: false,
    validateFormats: false,
    messages: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addSchema({ ...(checked(contract as Contract) as object), $id: 'contract' });
  const refs = bodies.map((name) => [`fits${name}`, `contract#/components/schemas/${name}`]);
  return header + toTypescript(standalone.default(ajv, Object.fromEntries(refs)));
}

/**
 * The contract with what is checked of a request: of an object that says `x-tolerant`, what it requires. Its other fields
 * are declared for those who write clients. A schema or null becomes one schema, so that a fault in it has its own path.
 */
function checked(contract: Contract): unknown {
  return checkedIn(contract);

  function checkedIn(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(checkedIn);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(orNull(node)).map(([key, child]) => [
        key,
        checkedIn(key === 'properties' ? checkedProperties(node, child) : child),
      ]),
    );
  }

  function orNull(schema: Schema): object {
    const [one, other, ...more] = schema.anyOf ?? [];
    const named = one?.$ref && contract.components.schemas[one.$ref.replace('#/components/schemas/', '')];
    if (!named || other?.type !== 'null' || more.length > 0) return schema;
    return { ...named, type: [named.type, 'null'], ...(named.enum && { enum: [...named.enum, null] }) };
  }
}

function checkedProperties({ 'x-tolerant': tolerant, required = [] }: Schema, properties: object): object {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !tolerant || required.includes(name)));
}

interface Contract {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly 'x-tolerant'?: boolean;
}

function toTypescript(code: string): string {
  return code
    .replace('"use strict";', '')
    .replaceAll(/export const fits(\w+) =/g, "export const fits$1: ValidateFunction<Schemas['$1']> =");
}
