import { addressMoto } from "../request/moto-target.ts";
import { headerOf } from "../request/request.ts";
import { s3AddressOf } from "../s3/s3-address.ts";
import type { Entry } from "./entry.ts";

/** Subresources that make a bucket remember or pass on each write to it. */
const remembering = ["versioning", "object-lock", "notification", "replication", "logging", "inventory"];

/**
 * Drops entries that a replay does not need: requests that moto rejected, and objects that were overwritten or deleted
 * before any other request could use them (above all, Terraform's state).
 * @param textOf - Reads the body of an entry as text, to find names of buckets in it.
 * @returns the other entries, in their order.
 */
export function compact(entries: readonly Entry[], textOf: (entry: Entry) => string): Entry[] {
  const dropped = new Set<Entry>(entries.filter(isRejected));
  /** By bucket and key, the last write of an object that can be dropped if the next one replaces it. */
  const pending = new Map<string, Map<string, Entry>>();
  const remembered = new Set<string>();
  for (const entry of entries) {
    if (dropped.has(entry) || entry.waitsFor !== undefined) {
      continue;
    }
    const address = s3AddressOf(entry);
    if (address === undefined) {
      forgetMentioned(pending, `${entry.path}\n${textOf(entry)}`);
    } else if (isPlain(entry, address.key, address.query) && !remembered.has(address.bucket)) {
      const objects = pending.get(address.bucket) ?? new Map<string, Entry>();
      pending.set(address.bucket, objects);
      const before = objects.get(address.key);
      objects.delete(address.key);
      if (before !== undefined) {
        dropped.add(before);
      }
      if (entry.method === "PUT" && entry.first === undefined) {
        objects.set(address.key, entry);
      } else if (before !== undefined && entry.first === undefined) {
        dropped.add(entry);
      }
    } else {
      pending.delete(address.bucket);
      if (headerOf(entry, "x-amz-copy-source") !== undefined) {
        pending.clear();
      }
      if (
        remembering.some((name) => address.query.has(name)) ||
        headerOf(entry, "x-amz-bucket-object-lock-enabled") !== undefined
      ) {
        remembered.add(address.bucket);
      }
    }
  }
  return entries.filter((entry) => !dropped.has(entry));
}

/** True if moto rejected a request. One with a server error may have had a part of its effect, and is replayed. */
function isRejected(entry: Entry): boolean {
  const { first, status = 0 } = entry;
  return (first === undefined && status >= 400 && status < 500) || "refused" in addressMoto(entry);
}

/** True if a request wrote or deleted a whole object, and succeeded. */
function isPlain(entry: Entry, key: string, query: URLSearchParams): boolean {
  return (
    ["PUT", "DELETE"].includes(entry.method) &&
    key !== "" &&
    [...query.keys()].every((name) => name === "x-id") &&
    headerOf(entry, "x-amz-copy-source") === undefined &&
    entry.status !== undefined &&
    entry.status < 300
  );
}

function forgetMentioned(pending: Map<string, unknown>, text: string): void {
  for (const bucket of pending.keys()) {
    if (text.includes(bucket)) {
      pending.delete(bucket);
    }
  }
}
