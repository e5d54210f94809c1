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
  ajv.addSchema({ ...(contract as object), $id: 'contract' });
  const refs = bodies.map((name) => [`fits${name}`, `contract#/components/schemas/${name}`]);
  return header + toTypescript(standalone.default(ajv, Object.fromEntries(refs)));
}

function toTypescript(code: string): string {
  return code
    .replace('"use strict";', '')
    .replaceAll(/export const fits(\w+) =/g, "export const fits$1: ValidateFunction<Schemas['$1']> =");
}
