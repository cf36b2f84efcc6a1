import type { Context } from "../context.ts";
import { newId } from "../ids.ts";

/** A resource that is a config, stored with an ETag. */
export interface ConfigRecord<Config> {
  readonly id: string;
  readonly etag: string;
  readonly created: Date;
  readonly modified: Date;
  readonly config: Config;
}

/** Id, ETag and dates of a new resource. */
export function newRecord<Config>(id: string, config: Config, context: Context): ConfigRecord<Config> {
  const now = new Date(context.clock());
  return { id, etag: newId.etag(), created: now, modified: now, config };
}

// AWS gives its managed policies dates and ETags too; what they are, no client can rely on.
const since = new Date("2020-07-22T00:00:00Z");
const etag = "E23ZP02F085DFQ";

/** A managed policy as a record. */
export function managedRecord<Config>(id: string, config: Config): ConfigRecord<Config> {
  return { id, etag, created: since, modified: since, config };
}
