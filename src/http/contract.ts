import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';

/** `openapi.yaml` is written by hand; the others are made from it by `npm run contract`. */
const yaml = read('openapi.yaml');
const json = read('openapi.json');
const json30 = read('openapi-3.0.json');

export const sendContractYaml: RequestHandler = (_req, res) => {
  res.type('application/yaml').send(yaml);
};

export const sendContractJson: RequestHandler = (_req, res) => {
  res.type('application/json').send(json);
};

export const sendContractJson30: RequestHandler = (_req, res) => {
  res.type('application/json').send(json30);
};

/** The root of the package is two folders up both from `src/http` and from `dist/http`. */
function read(name: string): Buffer {
  return readFileSync(new URL(`../../${name}`, import.meta.url));
}
