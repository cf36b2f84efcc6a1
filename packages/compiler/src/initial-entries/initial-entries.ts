import { type DynamicField, initialEntriesOf } from "@featheredge/edge-sdk/config";
import { compare } from "../source/text.ts";
import type { BuildInput, FunctionArtifact, InitialEntries } from "../types.ts";

/** A handler with the fields of its config that live in a KeyValueStore. */
export interface DynamicHandler {
  readonly name: string;
  readonly dynamic: readonly DynamicField[];
}

export interface BuiltInitialEntries extends InitialEntries {
  /** The file's text. */
  readonly content: string;
}

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly environmentKey: string;
}

/**
 * The initial entries of each distribution's KeyValueStore, sorted by key: those of its handlers' dynamic config, those
 * that the environment lists for a handler, and those that it lists for the distribution, of which a later one replaces
 * an earlier one. Synthesis compares them with AWS's quotas.
 */
export function makeInitialEntries(
  input: Pick<BuildInput, "environment" | "handlers" | "keyValueStores" | "oldestNames" | "preview">,
  distributions: ReadonlyMap<string, readonly FunctionArtifact[]>,
  handlers: ReadonlyMap<string, DynamicHandler>,
): BuiltInitialEntries[] {
  const { handlers: inputs, keyValueStores = {} } = input;
  return [...distributions].flatMap(([distribution, functions]) => {
    const reading = functions.filter(({ keyValueStore }) => keyValueStore !== undefined);
    const listed = keyValueStores[distribution] ?? {};
    if (reading.length === 0 && Object.keys(listed).length === 0) return [];
    const names = [...new Set(reading.flatMap((artifact) => artifact.handlers))];
    const all = [
      ...names.flatMap((name) => entriesOf(handlers.get(name), inputs[name]?.renamedFrom)),
      ...names.flatMap((name) => listedEntries(inputs[name]?.keyValueStore, `handlers.${name}.keyValueStore`)),
      ...listedEntries(listed, `distributions.${distribution}.keyValueStore`),
    ];
    const entries = [...new Map(all.map((entry) => [entry.key, entry])).values()];
    entries.sort((a, b) => compare(a.key, b.key));
    const pairs = entries.map(({ key, value }) => ({ key, value }));
    const bytes = pairs.reduce((sum, { key, value }) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
    const file = `initial-entries/${distribution}.json`;
    const parameter = storeParameter(input, distribution);
    return [
      {
        distribution,
        file,
        entries: pairs.length,
        bytes,
        parameter,
        keys: Object.fromEntries(entries.map(({ key, environmentKey }) => [key, environmentKey])),
        content: `${JSON.stringify(pairs, undefined, 2)}\n`,
      },
    ];
  });
}

/** The SSM parameter in us-east-1 from which Lambda@Edge takes the ARN of a distribution's KeyValueStore. */
export function storeParameter(
  { environment, oldestNames = {}, preview }: Pick<BuildInput, "environment" | "oldestNames" | "preview">,
  distribution: string,
): string {
  if (preview !== undefined) return preview.storeParameter;
  return `/featheredge/${environment}/${oldestNames[distribution] ?? distribution}/key-value-store`;
}

function listedEntries(listed: Readonly<Record<string, string>> = {}, environmentKey: string): Entry[] {
  return Object.entries(listed).map(([key, value]) => ({ key, value, environmentKey: `${environmentKey}["${key}"]` }));
}

/** The store keeps the keys of a renamed handler as they are: their values are live. */
function entriesOf(handler: DynamicHandler | undefined, [oldest]: readonly string[] = []): Entry[] {
  if (handler === undefined) return [];
  const { name, dynamic } = handler;
  return dynamic.flatMap((field) => {
    const environmentKey = `handlers.${name}.config.${field.path.join(".")}`;
    return Object.entries(initialEntriesOf(oldest ?? name, field)).map(([key, value]) => ({
      key,
      value,
      environmentKey,
    }));
  });
}
