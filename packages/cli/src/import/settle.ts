import { z } from "zod";
import type { ImportedEntry } from "./entry.ts";

/** @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const planJson = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        mode: z.string(),
        change: z.object({
          actions: z.array(z.string()),
          before: z.record(z.string(), z.unknown()).nullable(),
          after: z.record(z.string(), z.unknown()).nullable(),
          after_unknown: z.unknown(),
        }),
      }),
    )
    .default([]),
});

/** A change in a plan, although all was to stay as it is. */
interface Difference {
  readonly address: string;
  /** Arguments that differ, or undefined for a resource that would be created. */
  readonly arguments: readonly string[] | undefined;
}

/** @param json - The output of `terraform show -json <plan file>`. */
export function findDifferences(json: string): Difference[] {
  return planJson
    .parse(JSON.parse(json))
    .resource_changes.filter(({ mode, change }) => mode === "managed" && change.actions.join() !== "no-op")
    .map(({ address, change: { before, after, after_unknown: unknown } }) => {
      if (before === null) return { address, arguments: undefined };
      const isUnknown = (key: string) => (unknown as Record<string, unknown> | undefined)?.[key] === true;
      const keys = Object.keys({ ...before, ...after }).filter(
        (key) => !isUnknown(key) && JSON.stringify(before[key] ?? null) !== JSON.stringify(after?.[key] ?? null),
      );
      return { address, arguments: keys };
    });
}

/**
 * Lets everything that a plan would change stay as it is: differing arguments are kept, and missing resources omitted.
 * @returns a sentence for each
 */
export function settle(entry: ImportedEntry, differences: readonly Difference[]): string[] {
  return differences.map(({ address, arguments: differing }) => {
    if (differing === undefined) {
      entry.omitted.push(address);
      return `${address} does not exist, and is not created.`;
    }
    const known = Object.keys(entry.adopted).find((one) =>
      one.endsWith("*") ? address.startsWith(one.slice(0, -1)) : one === address,
    );
    const adopted = known === undefined ? undefined : entry.adopted[known];
    if (adopted === undefined) return `${address} changes: ${differing.join(", ")}.`;
    adopted.keep = [...new Set([...(adopted.keep ?? []), ...differing])].sort();
    return `${address} keeps as it is: ${differing.join(", ")}.`;
  });
}
