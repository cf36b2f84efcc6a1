import type { NormalizedSchema } from "@smithy/core/schema";
import type { StaticStructureSchema } from "@smithy/types";
import { CloudFrontError } from "./errors.ts";

/**
 * Checks the rules that hold for the input of every operation: required members are present, numbers are numbers, and
 * `Quantity` is the number of `Items`.
 * @param where - The path of the value in error messages, such as `distributionConfig.origins`.
 * @throws {CloudFrontError} `MalformedXML` or `InconsistentQuantities`.
 */
export function checkShape(schema: NormalizedSchema, value: unknown, where: string): void {
  if (schema.isListSchema()) {
    for (const item of value as readonly unknown[]) {
      checkShape(schema.getValueSchema(), item, `${where}.member`);
    }
  } else if (schema.isStructSchema()) {
    checkStructure(schema, value as Readonly<Record<string, unknown>>, where);
  } else if (schema.isNumericSchema() && Number.isNaN(value)) {
    throw new CloudFrontError("MalformedXML", `1 validation error detected: '${where}' is not a number`);
  }
}

function checkStructure(schema: NormalizedSchema, value: Readonly<Record<string, unknown>>, where: string): void {
  // The schema lists required members first; its last element is their number.
  let required = Number((schema.getSchema() as StaticStructureSchema)[6] ?? 0);
  for (const [name, member] of schema.structIterator()) {
    const at = where === "" ? decapitalize(name) : `${where}.${decapitalize(name)}`;
    const isRequired = required > 0;
    required -= 1;
    if (value[name] !== undefined) {
      checkShape(member, value[name], at);
    } else if (isRequired && member.getMergedTraits().httpLabel === undefined) {
      throw new CloudFrontError(
        "MalformedXML",
        `1 validation error detected: Value null at '${at}' failed to satisfy constraint: Member must not be null`,
      );
    }
  }
  const { Quantity: quantity, Items: items } = value;
  if (typeof quantity === "number" && quantity !== (Array.isArray(items) ? items.length : 0)) {
    throw new CloudFrontError(
      "InconsistentQuantities",
      `The value of Quantity and the size of Items don't match: '${where}' says ${quantity} and has ` +
        `${Array.isArray(items) ? items.length : 0}.`,
    );
  }
}

function decapitalize(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
