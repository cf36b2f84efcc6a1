import { type DynamicField, initialEntriesOf } from "@featheredge/edge-sdk/config";
import { compare } from "../source/text.ts";
import type { FunctionArtifact, InitialEntries } from "../types.ts";

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

/** The initial entries of each distribution's KeyValueStore, sorted by key. Synthesis compares them with AWS's quotas. */
export function makeInitialEntries(
  environment: string,
  distributions: ReadonlyMap<string, readonly FunctionArtifact[]>,
  handlers: ReadonlyMap<string, DynamicHandler>,
): BuiltInitialEntries[] {
  return [...distributions].flatMap(([distribution, functions]) => {
    const reading = functions.filter(({ keyValueStore }) => keyValueStore !== undefined);
    if (reading.length === 0) return [];
    const names = new Set(reading.flatMap((artifact) => artifact.handlers));
    const entries = [...names].flatMap((name) => entriesOf(handlers.get(name)));
    entries.sort((a, b) => compare(a.key, b.key));
    const pairs = entries.map(({ key, value }) => ({ key, value }));
    const bytes = pairs.reduce((sum, { key, value }) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
    const file = `initial-entries/${distribution}.json`;
    const parameter = storeParameter(environment, distribution);
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
export function storeParameter(environment: string, distribution: string): string {
  return `/featheredge/${environment}/${distribution}/key-value-store`;
}

function entriesOf(handler: DynamicHandler | undefined): Entry[] {
  if (handler === undefined) return [];
  const { name, dynamic } = handler;
  return dynamic.flatMap((field) => {
    const environmentKey = `handlers.${name}.config.${field.path.join(".")}`;
    return Object.entries(initialEntriesOf(name, field)).map(([key, value]) => ({ key, value, environmentKey }));
  });
}
