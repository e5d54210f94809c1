import fc from 'fast-check';
import { resolve } from './api-contract.js';

type Schema = Record<string, unknown>;

/** Texts that have broken programs before. */
const hostile = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\u200b\ufeff',
  '%00%ff..//../etc/passwd',
  '__proto__',
  'constructor',
  '{{7*7}}',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  'a'.repeat(5_000),
  '!'.repeat(4_000),
  'ﷺ'.repeat(1_000),
  '👩‍👩‍👧‍👦'.repeat(300),
  'e\u0301'.repeat(2_000),
  'human '.repeat(700),
  'NaN',
  '-0',
  '9'.repeat(400),
];

export const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('agent', '2', 'second', 'no', 'yes', 'human please', 'I want to talk to a person'),
  },
  { weight: 1, arbitrary: fc.constantFrom(...hostile) },
);

/** Any JSON, as channels put into activities. */
export const anything = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, true, 0, -1, 1e308, [], {}, [[]], { state: 'accepted' }, { role: 'bot' }),
);

/** Values that fit a schema of the contract. */
export function fromSchema(written: Schema): fc.Arbitrary<unknown> {
  const schema = resolve(written);
  const either = (schema.oneOf ?? schema.anyOf) as Schema[] | undefined;
  if (either) return fc.oneof(...either.map(fromSchema));
  if (schema.allOf) return fromSchema((schema.allOf as [Schema])[0]);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  const types = [schema.type ?? []].flat() as string[];
  return types.length === 0 ? anything : fc.oneof(...types.map((type) => ofType(type, schema)));
}

function ofType(type: string, schema: Schema): fc.Arbitrary<unknown> {
  const {
    minimum = -1e6,
    maximum = 1e6,
    minLength = 0,
    maxLength = 1_000_000,
    maxItems = 5,
  } = schema as Record<string, number>;
  switch (type) {
    case 'string':
      if (schema.pattern === '^https://') return fc.webUrl({ validSchemes: ['https'] });
      return text.map((value) => value.padEnd(minLength, 'x').slice(0, maxLength));
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'integer':
      return fc.integer({ min: minimum, max: maximum });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(fromSchema((schema.items ?? {}) as Schema), { maxLength: Math.min(maxItems, 5) });
    case 'object':
      return objectOf(schema);
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`no generator for type ${type}`);
  }
}

function objectOf(schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const fields = Object.entries(properties as Record<string, Schema>).map(([name, declared]) => {
    const isChecked = !schema['x-tolerant'] || (required as string[]).includes(name);
    return [name, isChecked ? fromSchema(declared) : fc.oneof(fromSchema(declared), anything)];
  });
  const named = fc.record<Record<string, unknown>>(Object.fromEntries(fields), { requiredKeys: required as string[] });
  const more = typeof additionalProperties === 'object' ? fromSchema(additionalProperties as Schema) : anything;
  if (additionalProperties === false) return named;
  const others = fc.dictionary(fc.string({ maxLength: 20 }), more, { maxKeys: 3 });
  return fc.tuple(others, named).map(([some, fixed]) => ({ ...some, ...(fixed as object) }));
}

/** The same value with something in it replaced, taken out, or put in. */
export function spoiled(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const kind = fc.constantFrom('replace', 'remove', 'rename', 'many');
  return fc.tuple(value, kind, fc.nat(), anything).map(([whole, how, at, other]) => spoil(whole, how, at, other));
}

function spoil(whole: unknown, how: string, at: number, other: unknown): unknown {
  const copy = structuredClone(whole);
  const places = placesIn(copy);
  const place = places[at % Math.max(1, places.length)];
  if (!place) return other;
  const { holder, key } = place;
  if (how === 'remove') delete holder[key];
  else if (how === 'many') holder[key] = Array(150).fill(holder[key]);
  else if (how === 'rename') Object.defineProperty(holder, '__proto__', { value: other, enumerable: true });
  else holder[key] = other;
  return copy;
}

function placesIn(value: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}
