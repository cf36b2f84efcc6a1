import type { MotoRequest } from "../request/request.ts";
import { isDeletion, isWrite } from "../request/writes.ts";
import { type S3Address, s3AddressOf } from "../s3/s3-address.ts";
import type { Entry } from "./entry.ts";

/**
 * Removes the writes of runs of Terraform that were cut short from a journal, so that a replay restores the state before
 * them. Their deletions stay, since their state may no longer have the deleted resources. Objects that other programs put
 * into a bucket of these runs wait until the bucket is created again.
 * @param requestOf - Reads the request of an entry, with its body.
 */
export function withoutRuns(
  entries: readonly Entry[],
  requestOf: (entry: Entry) => MotoRequest,
  runs: ReadonlySet<string>,
): Entry[] {
  const isUndone = ({ maker }: Entry) => maker !== undefined && runs.has(maker.run);
  const buckets = new Map<string, string>();
  return entries.flatMap((entry) => {
    const address = s3AddressOf(entry);
    if (isUndone(entry)) {
      if (address !== undefined && makesBucket(entry, address)) buckets.set(address.bucket, entry.maker?.stack ?? "");
      // The deletion no longer belongs to a run, so that it is not undone again. The same run may have made the deleted
      // resource, so the status is what moto answers next.
      const { status: _, maker: __, ...deletion } = entry;
      return isDeletion(requestOf(entry)) ? [deletion] : [];
    }
    const stack = address && buckets.get(address.bucket);
    const waits = stack !== undefined && entry.waitsFor === undefined && (entry.status ?? 200) < 300;
    return [waits && isWrite(requestOf(entry)) ? { ...entry, waitsFor: stack } : entry];
  });
}

/** Removes the writes of a stack, and other programs' writes to its buckets, from a journal. */
export function withoutStack(entries: readonly Entry[], stack: string): Entry[] {
  const isOf = ({ maker, waitsFor }: Entry) => maker?.stack === stack || waitsFor === stack;
  const addresses = new Map(entries.map((entry) => [entry, s3AddressOf(entry)]));
  const buckets = new Set(
    entries.flatMap((entry) => {
      const address = addresses.get(entry);
      return isOf(entry) && address !== undefined && makesBucket(entry, address) ? [address.bucket] : [];
    }),
  );
  return entries.filter((entry) => !isOf(entry) && !buckets.has(addresses.get(entry)?.bucket ?? ""));
}

/** Makes the writes of one stack those of another, in a journal. */
export function renamedStack(entries: readonly Entry[], from: string, to: string): Entry[] {
  return entries.map((entry) => ({
    ...entry,
    ...(entry.maker?.stack === from ? { maker: { ...entry.maker, stack: to } } : {}),
    ...(entry.waitsFor === from ? { waitsFor: to } : {}),
  }));
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
function makesBucket({ method, status = 200 }: Entry, { key, query }: S3Address): boolean {
  return method === "PUT" && key === "" && status < 300 && [...query.keys()].every((name) => name === "x-id");
}
