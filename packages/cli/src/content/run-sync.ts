import { createReadStream } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { DiagnosticError } from "@featheredge/diagnostics";
import { type Bucket, isChanged, textBody } from "../aws/s3/bucket.ts";
import { forEachLimited } from "./for-each-limited.ts";
import type { FileKind } from "./kinds.ts";
import {
  cacheTagOf,
  isEmpty,
  type LocalFile,
  planSync,
  type RemoteObject,
  type SyncPlan,
  unknownKeys,
} from "./plan-sync.ts";
import {
  recordKey as defaultRecordKey,
  emptyRecord,
  parseRecord,
  type SyncedObject,
  type SyncRecord,
  writeRecord,
} from "./record.ts";

/** Requests to S3 at once. */
const concurrency = 16;

/** The header of an object in which a sync writes the hash of its content. */
const hashHeader = "x-amz-meta-featheredge-sha256";

export interface SyncOptions {
  readonly bucket: Bucket;
  readonly bucketName: string;
  /** An absolute path. */
  readonly folder: string;
  /** The part of keys before the files' paths. */
  readonly prefix: string;
  /** The key of the record of this prefix's objects. @default the record of the whole bucket */
  readonly recordKey?: string | undefined;
  readonly files: readonly LocalFile[];
  /** Seconds. */
  readonly grace: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly kindOf: (key: string) => FileKind;
  /** A unique id for changes that are about to be made. */
  readonly newId: () => string;
  readonly stop: AbortSignal;
  readonly onProgress: (line: string) => void;
  /** Invalidates cached copies by keys and cache tags (`#…`). The same id never does so twice. */
  readonly invalidate: (items: readonly string[], id: string) => Promise<void>;
}

/** A bucket as a sync finds it, and what it will do. */
export interface PreparedSync {
  readonly plan: SyncPlan;
  readonly record: SyncRecord;
  /** The ETag of the record's object; undefined if there is none. */
  readonly recordEtag: string | undefined;
}

/** Reads the bucket and plans the sync. Changes nothing. */
export async function prepareSync(options: SyncOptions): Promise<PreparedSync> {
  const { bucket, bucketName, files, prefix, recordKey = defaultRecordKey } = options;
  // Such a record is of one prefix, and the rest of the bucket belongs to other syncs.
  const listed = options.recordKey === undefined ? undefined : prefix;
  const [read, listing] = await Promise.all([bucket.read(recordKey), bucket.list(listed)]);
  const record = read === undefined ? emptyRecord : parseRecord(read.text, `${bucketName}/${recordKey}`);
  const inspected = new Map<string, RemoteObject>();
  await forEachLimited(unknownKeys({ files, listing, record }), concurrency, async (key) => {
    const headers = await bucket.head(key);
    const sha256 = headers?.[hashHeader];
    if (headers === undefined || sha256 === undefined) return;
    const { "content-type": contentType = "", "cache-control": cacheControl = "" } = headers;
    const tagHeader = files.find((file) => file.tagHeader !== undefined)?.tagHeader;
    const tagged = tagHeader !== undefined && headers[tagHeader] === cacheTagOf(key) ? { tagHeader } : {};
    inspected.set(key, { sha256, etag: listing.get(key) ?? "", contentType, cacheControl, ...tagged });
  });
  return { plan: planSync({ ...options, listing, record, inspected }), record, recordEtag: read?.etag };
}

/**
 * Makes a planned sync's changes. The record names them before the first one is made, so that a sync after a killed one
 * completes it: pages are uploaded last, deletions follow, then cached copies are invalidated.
 *
 * @throws DiagnosticError if another sync has changed the bucket meanwhile
 */
export async function runSync(options: SyncOptions, { plan, record, recordEtag }: PreparedSync): Promise<void> {
  const { bucket, stop } = options;
  let etag = recordEtag;
  const write = async (next: SyncRecord) => {
    etag = await putRecord(options, next, etag);
  };
  if (isEmpty(plan)) {
    if (record.pending !== undefined || !isDeepStrictEqual(plan.objects, record.objects)) {
      await write({ version: 1, objects: plan.objects });
    }
    return;
  }
  const changed = plan.uploads.flat();
  const uploads = changed.map(({ key }) => key);
  const resumes =
    uploads.length + plan.deletes.length === 0 && isDeepStrictEqual(record.pending?.invalidate, plan.invalidate);
  // After changes, the invalidation of a killed sync would not be enough.
  const id = (resumes ? record.pending?.id : undefined) ?? options.newId();
  if (!resumes) {
    const all = [...new Set([...(record.pending?.uploads ?? []), ...uploads])];
    await write({ ...record, pending: { id, uploads: all, invalidate: plan.invalidate } });
  }
  const objects: Record<string, SyncedObject> = { ...plan.objects };
  let done = 0;
  for (const group of plan.uploads) {
    await forEachLimited(group, concurrency, async (file) => {
      stop.throwIfAborted();
      objects[file.key] = await upload(options, file);
      done += 1;
      if (done % 250 === 0) options.onProgress(`Uploaded ${done} of ${changed.length} files`);
    });
  }
  await forEachLimited(plan.deletes, concurrency, (key) => {
    stop.throwIfAborted();
    return bucket.remove(key);
  });
  stop.throwIfAborted();
  if (plan.invalidate.length > 0) await options.invalidate(plan.invalidate, id);
  await write({ version: 1, objects });
}

async function upload({ bucket, folder, prefix }: SyncOptions, file: LocalFile): Promise<SyncedObject> {
  const { key, bytes, sha256, contentType, cacheControl, tagHeader } = file;
  const path = join(folder, key.slice(prefix.length));
  const etag = await bucket.put({
    key,
    body: { open: () => createReadStream(path), bytes, sha256 },
    headers: {
      "content-type": contentType,
      "cache-control": cacheControl,
      [hashHeader]: sha256,
      ...(tagHeader === undefined ? {} : { [tagHeader]: cacheTagOf(key) }),
    },
  });
  return { sha256, etag, contentType, cacheControl, ...(tagHeader === undefined ? {} : { tagHeader }) };
}

async function putRecord(
  { bucket, bucketName, recordKey = defaultRecordKey }: SyncOptions,
  record: SyncRecord,
  etag: string | undefined,
): Promise<string> {
  try {
    return await bucket.put({
      key: recordKey,
      body: textBody(writeRecord(record)),
      headers: { "content-type": "application/json", "cache-control": "no-store" },
      ifMatch: etag ?? null,
    });
  } catch (error) {
    if (!isChanged(error)) throw error;
    throw DiagnosticError.of(
      "FE-CLI-124",
      {
        subject: `s3://${bucketName}`,
        message: `Another sync of s3://${bucketName} has changed it meanwhile.`,
        fix: "Let one sync run at a time, and run this one again: it completes what is missing.",
      },
      { cause: error },
    );
  }
}
