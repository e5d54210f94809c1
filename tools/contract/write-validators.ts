import { readFileSync, writeFileSync } from 'node:fs';
import { validatorsOf } from './validators.js';

const contract: unknown = JSON.parse(readFileSync('openapi.json', 'utf8'));
writeFileSync('src/http/validators.ts', validatorsOf(contract));
