import { keyValueStoreQuotas, type Quota } from "@featheredge/aws-rules";
import { diagnose, type SourcePosition } from "@featheredge/diagnostics";
import { type DynamicField, initialEntriesOf } from "@featheredge/edge-sdk/config";
import type { Problems } from "../problems.ts";
import { compare, grouped } from "../source/text.ts";
import type { BuildInput, FunctionArtifact, InitialEntries } from "../types.ts";

/** A handler with the fields of its config that live in a KeyValueStore. */
export interface SeededHandler {
  readonly name: string;
  readonly dynamic: readonly DynamicField[];
}

export interface BuiltInitialEntries extends InitialEntries {
  /** The file's text. */
  readonly content: string;
}

/** The initial entries of each distribution's KeyValueStore, sorted by key; those that AWS would reject become problems. */
export function makeInitialEntries(
  input: BuildInput,
  distributions: ReadonlyMap<string, readonly FunctionArtifact[]>,
  handlers: ReadonlyMap<string, SeededHandler>,
  problems: Problems,
): BuiltInitialEntries[] {
  return [...distributions].flatMap(([distribution, functions]) => {
    const reading = functions.filter(({ keyValueStore }) => keyValueStore !== undefined);
    const [first] = reading;
    if (first === undefined) return [];
    const names = new Set(reading.flatMap((found) => found.handlers));
    const pairs = [...names].flatMap((name) => pairsOf(input, handlers.get(name), problems));
    pairs.sort((a, b) => compare(a.key, b.key));
    const bytes = pairs.reduce((sum, { key, value }) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
    checkStore(input, distribution, { bytes, functions: reading.length }, problems);
    const file = `initial-entries/${distribution}.json`;
    const parameter = storeParameter(input.environment, distribution);
    return [
      {
        distribution,
        file,
        entries: pairs.length,
        bytes,
        parameter,
        content: `${JSON.stringify(pairs, undefined, 2)}\n`,
      },
    ];
  });
}

/** The SSM parameter in us-east-1 from which Lambda@Edge takes the ARN of a distribution's KeyValueStore. */
export function storeParameter(environment: string, distribution: string): string {
  return `/featheredge/${environment}/${distribution}/key-value-store`;
}

function pairsOf(input: BuildInput, handler: SeededHandler | undefined, problems: Problems) {
  if (handler === undefined) return [];
  return handler.dynamic.flatMap((field) => {
    const at = { file: input.environmentFile, key: `handlers.${handler.name}.config.${field.path.join(".")}` };
    return Object.entries(initialEntriesOf(handler.name, field)).map(([key, value]) => {
      checkSize(at, "key", key, key, keyValueStoreQuotas.keyBytes, problems);
      checkSize(at, "value", key, value, keyValueStoreQuotas.valueBytes, problems);
      return { key, value };
    });
  });
}

function checkSize(
  at: SourcePosition,
  what: "key" | "value",
  key: string,
  text: string,
  most: Quota,
  problems: Problems,
): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= most.value) return;
  const shown = key.length > 80 ? `${key.slice(0, 80)}…` : key;
  problems.add(
    diagnose(what === "key" ? "FE-LIM-002" : "FE-LIM-003", {
      at,
      message: `the ${what} of '${shown}' has ${grouped(bytes)} B in the KeyValueStore, which takes ${grouped(most.value)} B.`,
      fix: `Shorten it${what === "value" ? ", or split it over several keys by dynamicRecord" : ""}.`,
      page: most.page,
    }),
  );
}

/**
 * An update of a store takes 50 keys or 3 MB; 50 of the largest keys and values have 75 KB, so the count alone decides,
 * and the module's batches keep to it.
 */
function checkStore(
  input: BuildInput,
  distribution: string,
  { bytes, functions }: { readonly bytes: number; readonly functions: number },
  problems: Problems,
): void {
  const { storeBytes, functionsPerStore } = keyValueStoreQuotas;
  const at = { file: input.environmentFile, key: `distributions.${distribution}` };
  if (bytes > storeBytes.value) {
    problems.add(
      diagnose("FE-LIM-004", {
        at,
        message: `the dynamic config of its handlers has ${grouped(bytes)} B; a KeyValueStore takes ${grouped(storeBytes.value)} B.`,
        fix: "Take entries out, or spread the handlers over two distributions.",
        page: storeBytes.page,
      }),
    );
  }
  if (functions > functionsPerStore.value) {
    problems.add(
      diagnose("FE-LIM-006", {
        at,
        message: `${functions} functions read its KeyValueStore, which ${functionsPerStore.value} may.`,
        fix: "Let fewer chains have dynamic config.",
        page: functionsPerStore.page,
      }),
    );
  }
}
