import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';

/** `openapi.yaml` is written by hand; `openapi.json` is made from it by `npm run contract`. */
const yaml = read('openapi.yaml');
const json = read('openapi.json');

export const sendContractYaml: RequestHandler = (_req, res) => {
  res.type('application/yaml').send(yaml);
};

export const sendContractJson: RequestHandler = (_req, res) => {
  res.type('application/json').send(json);
};

/** The root of the package is two folders up both from `src/http` and from `dist/http`. */
function read(name: string): Buffer {
  return readFileSync(new URL(`../../${name}`, import.meta.url));
}
