import { addressMoto } from "../request/moto-target.ts";
import { headerOf } from "../request/request.ts";
import { s3AddressOf } from "../s3/s3-address.ts";
import type { Entry } from "./entry.ts";

/** What makes a bucket remember or pass on each write to it. */
const remembering = ["versioning", "object-lock", "notification", "replication", "logging", "inventory"];

/**
 * Leaves out of a journal what its replay does not need: requests that moto refused, and objects that were written
 * again or deleted with nothing in between that could have used them (Terraform's state, above all).
 * @param textOf - A body as text, to find buckets' names in.
 * @returns The entries that are left, in their order.
 */
export function compact(entries: readonly Entry[], textOf: (entry: Entry) => string): Entry[] {
  const dropped = new Set<Entry>(entries.filter(isRefused));
  /** By bucket and key, the object whose writing may still turn out to be needless. */
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

/** A server error may have come halfway through, and is replayed. A path that moto keeps for itself is not sent. */
function isRefused(entry: Entry): boolean {
  const { first, status = 0 } = entry;
  return (first === undefined && status >= 400 && status < 500) || "refused" in addressMoto(entry);
}

/** An object written or deleted as a whole, with success. */
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
