import { type DynamicField, fieldKey, findDynamic } from "@featheredge/edge-sdk/config";

/** Replaces a dynamic field in a config that is to be bundled. */
export class DynamicConstant {
  readonly kind: DynamicField["kind"];
  /** Its key in the KeyValueStore; for a record, the prefix of its entries' keys. */
  readonly key: string;
  /** The value that the function falls back to; undefined for none. */
  readonly builtIn: unknown;

  constructor(kind: DynamicField["kind"], key: string, builtIn: unknown) {
    this.kind = kind;
    this.key = key;
    this.builtIn = builtIn;
  }
}

/**
 * Replaces each dynamic field of a checked config by a constant, and returns these fields too.
 *
 * @param instance the handler's key below `handlers`, the oldest of a renamed one, with which its keys in the store begin
 */
export function takeDynamic(instance: string, config: unknown): { config: unknown; dynamic: DynamicField[] } {
  const dynamic = findDynamic(config);
  const replaced = dynamic.reduce((at, field) => {
    const builtIn = field.fallback ? field.builtIn : undefined;
    return withValue(at, field.path, new DynamicConstant(field.kind, fieldKey(instance, field), builtIn));
  }, config);
  return { config: replaced, dynamic };
}

function withValue(at: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const fields = new Map<string, unknown>(typeof at === "object" && at !== null ? Object.entries(at) : []);
  return Object.fromEntries(fields.set(key, withValue(fields.get(key), rest, value)));
}
