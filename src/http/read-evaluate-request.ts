import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { contractJson } from './contract.js';
import type { components } from './openapi.js';
import { type FieldError, invalid } from './refusal.js';

export type EvaluateRequest = components['schemas']['EvaluateRequest'];
