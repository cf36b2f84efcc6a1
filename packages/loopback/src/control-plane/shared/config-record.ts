import type { Context } from "../context.ts";
import { newId } from "../ids.ts";

/** A resource that consists of a config and its ETag. */
export interface ConfigRecord<Config> {
  readonly id: string;
  readonly etag: string;
  readonly created: Date;
  readonly modified: Date;
  readonly config: Config;
}

/** Makes the record of a new resource, with its ETag and dates. */
export function newRecord<Config>(id: string, config: Config, context: Context): ConfigRecord<Config> {
  const now = new Date(context.clock());
  return { id, etag: newId.etag(), created: now, modified: now, config };
}

// AWS's managed policies also have dates and ETags. No client can rely on their values.
const since = new Date("2020-07-22T00:00:00Z");
const etag = "E23ZP02F085DFQ";

/** Makes the record of a policy that AWS manages. */
export function managedRecord<Config>(id: string, config: Config): ConfigRecord<Config> {
  return { id, etag, created: since, modified: since, config };
}
