type Node = Readonly<Record<string, unknown>>;

/**
 * The contract as OpenAPI 3.0, for generators that read no 3.1 yet. It accepts whatever the contract accepts; what 3.0
 * cannot say (scopes of keys, names that facts may have, values of several types) it leaves out.
 */
export function toOpenApi30(contract: unknown): Node {
  const { info, paths, components, ...rest } = contract as Record<'info' | 'paths' | 'components', Node> & Node;
  return {
    ...rest,
    openapi: '3.0.4',
    info: toInfo(info),
    paths: mapped(paths, (path) => mapped(path as Node, (operation) => converted(toOperation(operation)))),
    components: converted(components),
  };
}

function toInfo({ summary, license, ...info }: Node): Node {
  const { identifier, ...named } = license as Node;
  const url = `https://spdx.org/licenses/${identifier}.html`;
  return { ...info, description: `${summary}\n\n${info.description}`, license: { ...named, url } };
}

/** In 3.0 only OAuth has scopes, so the operation's description names them. */
function toOperation(operation: unknown): unknown {
  if (!isNode(operation) || operation.security === undefined) return operation;
  const security = operation.security as Readonly<Record<string, readonly string[]>>[];
  const [scope] = security.flatMap((needed) => Object.values(needed).flat());
  const needs =
    scope && `Where the operator configured credentials, the one that is sent needs the scope \`${scope}\`.`;
  const description = [operation.description, needs].filter(Boolean).join('\n\n');
  return { ...operation, description, security: security.map((needed) => mapped(needed, () => [])) };
}

/** Fields that hold no schemas, whatever they look like. */
const verbatim: ReadonlySet<string> = new Set(['example', 'examples', 'enum', 'required', 'security']);

function converted(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(converted);
  if (!isNode(node)) return node;
  return mapped(toSchema(node), (child, key) => {
    if (verbatim.has(key)) return child;
    return key === 'properties' ? mapped(child as Node, converted) : converted(child);
  });
}

function toSchema({ const: only, propertyNames, ...written }: Node): Node {
  const node = withOneExample(written);
  const schema = withoutNull(only === undefined ? node : { ...node, enum: [only] });
  // Generators make a class of several types, which nobody likes to fill: in 3.0 the value may be any.
  if (Array.isArray(schema.type)) return {};
  return { ...schema, ...additional(schema) };
}

/** A schema of 3.1 has a list of examples, one of 3.0 has one. */
function withOneExample(node: Node): Node {
  if (!Array.isArray(node.examples)) return node;
  const { examples, ...rest } = node;
  return { ...rest, example: (examples as readonly unknown[])[0] };
}

/**
 * Generators keep fields that are not declared only where the schema says that there may be more. An answer may have
 * more in a later release, which a client of today should read.
 */
function additional({ 'x-tolerant': tolerant, additionalProperties }: Node): Node {
  if (tolerant) return { additionalProperties: true };
  return additionalProperties === false ? { additionalProperties: undefined } : {};
}

/** `null` among types or alternatives is `nullable` in 3.0; one that is left needs no list. */
function withoutNull(schema: Node): Node {
  const { type, anyOf, oneOf, ...rest } = schema;
  if (Array.isArray(type) && type.includes('null')) {
    const types = type.filter((name) => name !== 'null');
    const named = (rest.enum as unknown[] | undefined)?.filter((value) => value !== null);
    return { type: types.length === 1 ? types[0] : types, nullable: true, ...rest, ...(named && { enum: named }) };
  }
  const key = anyOf === undefined ? 'oneOf' : 'anyOf';
  const alternatives = (anyOf ?? oneOf) as readonly Node[] | undefined;
  const others = alternatives?.filter(({ type: name }) => name !== 'null') ?? [];
  if (others.length === (alternatives?.length ?? 0)) return schema;
  const [one, ...more] = others as [Node, ...Node[]];
  if (more.length > 0) return { ...rest, nullable: true, [key]: others };
  // By the letter 3.0 has no "this schema or null"; this is how it is commonly written, and what generators understand.
  return { ...rest, nullable: true, ...('$ref' in one ? { allOf: [one] } : one) };
}

function mapped(node: Node, change: (child: unknown, key: string) => unknown): Node {
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, change(child, key)]));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
