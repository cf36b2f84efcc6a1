/** The parts of a zod schema that this file reads. `instanceof` would miss schemas of a handler that has its own zod. */
interface Definition {
  readonly type?: string;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly items?: readonly unknown[];
  readonly valueType?: unknown;
  readonly keyType?: unknown;
  readonly innerType?: unknown;
  readonly in?: unknown;
  readonly getter?: () => unknown;
  readonly options?: readonly unknown[];
  readonly discriminator?: string;
  readonly left?: unknown;
  readonly right?: unknown;
  readonly entries?: Readonly<Record<string, unknown>>;
}

/**
 * The keys that a schema knows at a path, for messages; empty when it has no object there.
 *
 * @param value - The checked value, which chooses the option of a discriminated union.
 */
export function knownKeys(schema: unknown, value: unknown, path: readonly PropertyKey[]): string[] {
  let inner = value;
  let current = alternatives(schema, inner);
  for (const part of path) {
    inner = typeof inner === "object" && inner !== null ? Reflect.get(inner, part) : undefined;
    current = current.flatMap((one) => alternatives(child(one, part), inner));
  }
  return [...new Set(current.flatMap(keysOf))];
}

function definitionOf(schema: unknown): Definition {
  const internals = typeof schema === "object" && schema !== null ? Reflect.get(schema, "_zod") : undefined;
  return (internals as { readonly def?: Definition } | undefined)?.def ?? {};
}

function keysOf(definition: Definition): string[] {
  if (definition.type === "object") return Object.keys(definition.shape ?? {});
  return definition.type === "record" ? Object.keys(definitionOf(definition.keyType).entries ?? {}) : [];
}

function child({ type, shape, element, items, valueType }: Definition, part: PropertyKey): unknown {
  if (type === "object") return Object.hasOwn(shape ?? {}, part) ? shape?.[String(part)] : undefined;
  if (type === "tuple") return items?.[Number(part)];
  return type === "array" ? element : valueType;
}

/** The schemas that may apply to a value, without their wrappers. */
function alternatives(schema: unknown, value: unknown): Definition[] {
  const definition = definitionOf(schema);
  const { type, innerType, getter, options = [], discriminator, left, right } = definition;
  if (innerType !== undefined) return alternatives(innerType, value);
  if (type === "pipe") return alternatives(definition.in, value);
  if (type === "lazy") return alternatives(getter?.(), value);
  if (type === "intersection") return [...alternatives(left, value), ...alternatives(right, value)];
  if (type !== "union") return [definition];
  const all = options.flatMap((option) => alternatives(option, value));
  if (discriminator === undefined) return all;
  const chosen = typeof value === "object" && value !== null ? Reflect.get(value, discriminator) : undefined;
  return all.filter(({ shape }) => accepts(shape?.[discriminator], chosen));
}

function accepts(schema: unknown, value: unknown): boolean {
  const parse = typeof schema === "object" && schema !== null ? Reflect.get(schema, "safeParse") : undefined;
  return typeof parse === "function" && parse.call(schema, value).success === true;
}
