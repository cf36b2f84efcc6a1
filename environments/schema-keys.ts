import { z } from "zod";

/** The keys that a schema knows at a path, for messages; empty when no object is there. */
export function keysAt(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): string[] {
  let found: unknown = value;
  let current: unknown = option(unwrap(schema), found);
  for (const part of path) {
    found = typeof found === "object" && found !== null ? Reflect.get(found, part) : undefined;
    current = option(unwrap(child(current, part)), found);
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function child(schema: unknown, part: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(part)];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return undefined;
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  return schema;
}

/** Of a discriminated union, the option that the value's discriminator chooses. */
function option(schema: unknown, value: unknown): unknown {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const key = schema.def.discriminator;
  const chosen = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return schema.options.find((one) => one instanceof z.ZodObject && one.shape[key]?.safeParse(chosen).success);
}
