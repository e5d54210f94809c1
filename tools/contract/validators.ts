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
    messages: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addSchema({ ...(checked(contract) as object), $id: 'contract' });
  const refs = bodies.map((name) => [`fits${name}`, `contract#/components/schemas/${name}`]);
  return header + toTypescript(standalone.default(ajv, Object.fromEntries(refs)));
}

/**
 * The contract with what is checked of a request: of an object that says `x-tolerant`, what it requires. Its other fields
 * are declared for those who write clients.
 */
function checked(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map(checked);
  const { properties, required = [], ...rest } = node as Schema;
  const kept = Object.entries(properties ?? {}).filter(([name]) => !rest['x-tolerant'] || required.includes(name));
  const fields = Object.entries({ ...node, ...(properties && { properties: Object.fromEntries(kept) }) });
  return Object.fromEntries(fields.map(([key, child]) => [key, checked(child)]));
}

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly 'x-tolerant'?: boolean;
}

function toTypescript(code: string): string {
  return code
    .replace('"use strict";', '')
    .replaceAll(/export const fits(\w+) =/g, "export const fits$1: ValidateFunction<Schemas['$1']> =");
}
