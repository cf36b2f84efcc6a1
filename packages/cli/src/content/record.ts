import { DiagnosticError } from "@featheredge/diagnostics";

/** The key of the record in the bucket. CloudFront may not read it: see `modules/origins/static/bucket-policy.ts`. */
export const recordKey = ".featheredge/content.json";

/** An object that `content sync` uploaded. */
export interface SyncedObject {
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
  /** S3's ETag of the object. If the bucket has another one, someone else has written the object. */
  readonly etag: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** The header in which the object names its cache tag; absent if it has none. */
  readonly tagHeader?: string;
  /** When the object was first missing from the folder, in milliseconds since 1970. Absent while the folder has it. */
  readonly supersededAt?: number;
}

/** Changes that a sync was about to make. A sync that is killed leaves them for the next one. */
interface PendingChanges {
  /** Unique to the changes, so that an invalidation is not created twice. */
  readonly id: string;
  /** Keys that were to be uploaded. */
  readonly uploads: readonly string[];
  /** Keys whose cached copies were to be invalidated, and cache tags (`#…`). */
  readonly invalidate: readonly string[];
}

/** The memory of `content sync` about a bucket, in an object of the bucket. */
export interface SyncRecord {
  readonly version: 1;
  readonly objects: Readonly<Record<string, SyncedObject>>;
  readonly pending?: PendingChanges;
}

export const emptyRecord: SyncRecord = { version: 1, objects: {} };

/**
 * @param path of its object, with the bucket: `my-bucket/.featheredge/content.json`
 * @throws DiagnosticError if the text is not a record of this version
 */
export function parseRecord(text: string, path: string): SyncRecord {
  try {
    const record: SyncRecord = JSON.parse(text);
    if (record.version === 1 && typeof record.objects === "object") return record;
  } catch {
    // Reported below.
  }
  throw DiagnosticError.of("FE-CLI-123", {
    subject: `s3://${path}`,
    message: `s3://${path} is not a record of this version of 'content sync'.`,
    fix: "Restore an earlier version of the object, or delete it: the next sync then uploads every file again and deletes none.",
  });
}

/** The text of a record, with its objects in the order of their keys. */
export function writeRecord({ objects, ...rest }: SyncRecord): string {
  const sorted = Object.fromEntries(Object.entries(objects).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...rest, objects: sorted }, undefined, 1)}\n`;
}
