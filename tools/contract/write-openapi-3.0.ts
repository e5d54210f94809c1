import { readFileSync, writeFileSync } from 'node:fs';
import { toOpenApi30 } from './openapi-3.0.js';

const contract: unknown = JSON.parse(readFileSync('openapi.json', 'utf8'));
writeFileSync('openapi-3.0.json', JSON.stringify(toOpenApi30(contract)));
