import type { ConfigRecord } from "./config-operations.ts";

// AWS gives its managed policies dates and ETags too; what they are, no client can rely on.
const since = new Date("2020-07-22T00:00:00Z");
const etag = "E23ZP02F085DFQ";

/** A managed policy as a record. */
export function managedRecord<Config>(id: string, config: Config): ConfigRecord<Config> {
  return { id, etag, created: since, modified: since, config };
}
