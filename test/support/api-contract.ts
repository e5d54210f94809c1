import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { parse } from 'yaml';

type Node = Record<string, unknown>;

/** The contract as it is written, with strict checks of its schemas. */
export const contract = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats.default(ajv);
ajv.addVocabulary([...Object.keys(contract), 'x-tolerant', 'x-extensible-enum']);
ajv.addSchema({ ...contract, $id: 'contract' });

/** Follows a `$ref` within the contract, if there is one. */
export function resolve(node: Node): Node {
  const ref = node.$ref as string | undefined;
  return ref === undefined
    ? node
    : ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at[key] as Node, contract);
}

/** What is wrong with a value by the schema at a JSON pointer into the contract; empty when nothing is. */
export function faultsBy(pointer: string, value: unknown): unknown[] {
  const validate = ajv.getSchema(`contract#${pointer}`);
  if (validate === undefined) throw new Error(`no schema at ${pointer}`);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** The pointer of the schema for an answer; fails when the contract does not have such an answer. */
export function answerSchema(method: string, path: string, status: number, contentType: string): string {
  const response = contract.paths[path]?.[method.toLowerCase()]?.responses[status];
  expect(response, `${method} ${path} may answer ${status}`).toBeDefined();
  const { content } = resolve(response) as { content: Node };
  expect(Object.keys(content), `content type of ${method} ${path} ${status}`).toContain(contentType);
  const at = (response.$ref?.slice(1) ??
    `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}`) as string;
  return `${at}/content/${escaped(contentType)}/schema`;
}

/** Fails unless the contract allows this answer: its status, content type and every field. */
export function expectValidAnswer(
  method: string,
  path: string,
  { status, type, body, text }: { status: number; type: string; body: unknown; text: string },
): void {
  const value = type.endsWith('json') ? body : text;
  expect(faultsBy(answerSchema(method, path, status, type), value), `${method} ${path} ${status}`).toEqual([]);
}

const escaped = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
