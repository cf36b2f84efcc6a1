import { createHash } from "node:crypto";
import { type FileKind, uploadOrder } from "./kinds.ts";
import type { SyncedObject, SyncRecord } from "./record.ts";

/** A file of the folder. */
export interface LocalFile {
  /** The key that its object has. */
  readonly key: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** The header in which the object is to name its cache tag. @default none */
  readonly tagHeader?: string | undefined;
}

/** An object of the bucket, as far as it is known. */
export type RemoteObject = Pick<SyncedObject, "sha256" | "etag" | "contentType" | "cacheControl" | "tagHeader">;

export interface SyncInput {
  readonly files: readonly LocalFile[];
  /** ETags of all objects by key. */
  readonly listing: ReadonlyMap<string, string>;
  readonly record: SyncRecord;
  /** Objects that the record does not know as they are: see {@link unknownKeys}. */
  readonly inspected: ReadonlyMap<string, RemoteObject>;
  /** Seconds that superseded assets are kept. */
  readonly grace: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The kind of an object by its key. */
  readonly kindOf: (key: string) => FileKind;
}

export interface SyncPlan {
  /** In the order in which they are uploaded, each group after the one before it. */
  readonly uploads: readonly (readonly LocalFile[])[];
  /** Keys that are deleted now: pages at once, assets after the grace period. */
  readonly deletes: readonly string[];
  /** Keys of objects that the folder no longer has and that are kept, with the time when each is due. */
  readonly kept: readonly { readonly key: string; readonly until: number }[];
  /** Keys whose cached copies are wrong after the changes, or `#` and the cache tag of such a copy. */
  readonly invalidate: readonly string[];
  /** The objects that the record lists after the changes, except for the uploaded ones. */
  readonly objects: Readonly<Record<string, SyncedObject>>;
}

/** Keys in the bucket and in the folder whose objects the record does not know, so that S3 must be asked. */
export function unknownKeys({ files, listing, record }: Pick<SyncInput, "files" | "listing" | "record">): string[] {
  return files
    .map(({ key }) => key)
    .filter((key) => listing.has(key) && record.objects[key]?.etag !== listing.get(key));
}

/**
 * Plans a sync. Objects that no sync has uploaded are never deleted. A file is uploaded if its content, type or
 * Cache-Control differs from the object's, whatever their times are.
 */
export function planSync(input: SyncInput): SyncPlan {
  const { files, listing, record, inspected, grace, now, kindOf } = input;
  const wanted = new Map(files.map((file) => [file.key, file]));
  const known = (key: string): RemoteObject | undefined => {
    const recorded = record.objects[key];
    return recorded !== undefined && recorded.etag === listing.get(key) ? recorded : inspected.get(key);
  };
  const changed = files.filter((file) => !isEqual(known(file.key), file));
  const overwritten = changed.filter(({ key }) => listing.has(key)).map(({ key }) => key);

  const objects: Record<string, SyncedObject> = {};
  for (const file of files) {
    const object = known(file.key);
    if (object !== undefined && isEqual(object, file)) objects[file.key] = only(object);
  }
  const deletes: string[] = [];
  const kept: { key: string; until: number }[] = [];
  const own = new Set([...Object.keys(record.objects), ...(record.pending?.uploads ?? [])]);
  for (const key of [...own].filter((one) => listing.has(one) && !wanted.has(one)).sort()) {
    const { supersededAt = now, ...object } = record.objects[key] ?? unrecorded(listing.get(key) ?? "");
    const until = supersededAt + grace * 1_000;
    if (kindOf(key) === "pages" || until <= now) {
      deletes.push(key);
    } else {
      kept.push({ key, until });
      objects[key] = { ...object, supersededAt };
    }
  }
  const stale = [...overwritten, ...deletes.filter((key) => kindOf(key) !== "immutable")];
  const items = stale.map((key) => (known(key)?.tagHeader === undefined ? key : `#${cacheTagOf(key)}`));
  const invalidate = [...new Set([...(record.pending?.invalidate ?? []), ...items])].sort();
  const uploads = uploadOrder
    .map((kind) => changed.filter((file) => file.kind === kind))
    .filter((group) => group.length > 0);
  return { uploads, deletes, kept, invalidate, objects };
}

/** True if the bucket has the folder's files, and no cached copy is wrong. */
export function isEmpty({ uploads, deletes, invalidate }: SyncPlan): boolean {
  return uploads.length === 0 && deletes.length === 0 && invalidate.length === 0;
}

function isEqual(object: RemoteObject | undefined, file: LocalFile): boolean {
  return (
    object?.sha256 === file.sha256 &&
    object.contentType === file.contentType &&
    object.cacheControl === file.cacheControl &&
    object.tagHeader === file.tagHeader
  );
}

function only({ sha256, etag, contentType, cacheControl, tagHeader }: RemoteObject): SyncedObject {
  return { sha256, etag, contentType, cacheControl, ...(tagHeader === undefined ? {} : { tagHeader }) };
}

/** The cache tag of an object, which is its own: an invalidation of it reaches every URL that serves the object. */
export function cacheTagOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}

/** An object that a killed sync uploaded and did not record. */
function unrecorded(etag: string): SyncedObject {
  return { sha256: "", etag, contentType: "", cacheControl: "" };
}
