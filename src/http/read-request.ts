import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Activity } from '../core/turn.js';
import { mendRequest, type Warning } from './mend-request.js';
import type { components } from './openapi.js';
import type { Handling } from './prefer.js';
import { type FieldError, invalid } from './request-refused.js';
import { fitsEvaluateRequest, fitsHandoffStatusEvent } from './validators.js';

type Schemas = components['schemas'];

/** An activity of which nothing but the conversation's id is checked, whatever the contract declares for clients. */
type TolerantActivity = Activity & Pick<Schemas['Activity'], 'conversation'>;

export type EvaluateRequest = Omit<Schemas['EvaluateRequest'], 'activity'> & { readonly activity: TolerantActivity };

/** A request that fits the contract, with what had to be mended for that. */
export interface ReadRequest {
  readonly request: EvaluateRequest;
  readonly warnings: readonly Warning[];
}

const readStrictly = createReader(fitsEvaluateRequest, { activity: smallestActivity() });
const noWarnings: readonly Warning[] = Object.freeze([]);

/** Mends optional fields that do not fit, unless the caller wants them refused. One that fits costs one check. */
export function readEvaluateRequest(body: unknown, handling: Handling | undefined): ReadRequest {
  if (fitsEvaluateRequest(body)) return { request: body, warnings: noWarnings };
  const mended = handling === 'strict' ? undefined : mendRequest(body);
  return mended && fitsEvaluateRequest(mended.request)
    ? { request: mended.request, warnings: mended.warnings }
    : { request: readStrictly(body), warnings: noWarnings };
}

export const readHandoffStatusEvent: (body: unknown) => TolerantActivity = createReader(
  fitsHandoffStatusEvent,
  smallestActivity(),
);

function smallestActivity() {
  return { conversation: { id: 'c1' } };
}

/** Checks bodies against a schema of the contract; refuses with the first fault of each field. `right` has no fault. */
function createReader<Body>(
  fits: ValidateFunction<Body>,
  right: Readonly<Record<string, unknown>>,
): (body: unknown) => Body {
  /** Checking ends at the first fault, so the field that has it is set right and the rest is checked again. */
  function* faultsOf(body: unknown): Generator<FieldError> {
    let rest = body;
    while (!fits(rest)) {
      const fault = fits.errors?.at(-1) as ErrorObject;
      const field = fault.instancePath.split('/')[1] ?? fault.params.missingProperty;
      yield toFieldError(fault, rest);
      if (field === undefined) return;
      rest = { ...(rest as object), [field]: right[field] };
    }
  }

  return (body) => {
    if (fits(body)) return body;
    throw invalid([...faultsOf(body)]);
  };
}

function toFieldError({ keyword, instancePath, params }: ErrorObject, body: unknown): FieldError {
  const path = keyword === 'required' ? `${instancePath}/${params.missingProperty}` : withoutName(instancePath, body);
  return { path, message: sentenceOf(keyword, params, path) };
}

const factPath = '/context/';

/** The names of facts are the bot's and may be anything, so a path names one by its position, as warnings do. */
function withoutName(path: string, body: unknown): string {
  if (!path.startsWith(factPath)) return path;
  const name = path.slice(factPath.length).replaceAll('~1', '/').replaceAll('~0', '~');
  return `${factPath}${Object.keys((body as Required<EvaluateRequest>).context ?? {}).indexOf(name)}`;
}

/** Ajv's parameters hold what the contract says, never what the request said. */
function sentenceOf(keyword: string, { limit, type, allowedValues }: ErrorObject['params'], path: string): string {
  switch (keyword) {
    case 'required':
      return 'Is missing.';
    case 'type':
      return `Must be ${listed([type].flat().map((name) => articles[name] ?? name))}.`;
    case 'enum':
      return `Must be ${listed(allowedValues)}.`;
    case 'minLength':
      return 'Must not be empty.';
    case 'maxLength':
      return `May have at most ${limit} characters.`;
    case 'maxItems':
      return `May have at most ${limit} items.`;
    case 'maxProperties':
      return `May have at most ${limit} entries.`;
    case 'pattern':
      return 'Must be well-formed text, without half of a surrogate pair.';
    case 'minimum':
      return `Must be at least ${limit}.`;
    case 'maximum':
      return `Must be at most ${limit}.`;
    case 'propertyNames':
      return 'Names may have at most 100 characters, and none may be __proto__.';
    case 'oneOf':
      return 'Must be { "activities": [objects] } or { "contentUrl": "https://…" }, not both.';
    default:
      return `Does not fit the contract; see ${path} in openapi.yaml.`;
  }
}

const articles: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  object: 'an object',
  array: 'an array',
};

/** `null` is accepted where a field may be left out, which goes without saying. */
function listed(alternatives: readonly (string | null)[]): string {
  const named = alternatives.filter((alternative) => alternative !== 'null' && alternative !== null);
  return named.length > 1 ? `${named.slice(0, -1).join(', ')} or ${named.at(-1)}` : `${named[0]}`;
}
