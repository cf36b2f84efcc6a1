import { createHash } from "node:crypto";
import { DiagnosticError } from "@featheredge/diagnostics";

/** Files by path, with `/` between folders. */
export type Files = ReadonlyMap<string, Buffer>;

interface Entry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Packs files and a header into one buffer: the length of an index (4 bytes, big-endian), the index in JSON, and the
 * files' bytes one after the other. Equal input gives equal bytes.
 */
export function pack(header: unknown, files: Files): Buffer {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const entries: Entry[] = sorted.map(([path, data]) => ({ path, bytes: data.length, sha256: digest(data) }));
  const index = Buffer.from(JSON.stringify({ header, entries }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(index.length);
  return Buffer.concat([length, index, ...sorted.map(([, data]) => data)]);
}

/**
 * Takes apart what {@link pack} made.
 * @throws {DiagnosticError} when the bytes are not whole, differ from the index, or a path would leave the folder.
 */
export function unpack(packed: Buffer): { header: unknown; files: Files } {
  const { header, entries, start } = readIndex(packed);
  const files = new Map<string, Buffer>();
  let offset = start;
  for (const { path, bytes, sha256 } of entries) {
    const data = packed.subarray(offset, offset + bytes);
    if (digest(data) !== sha256 || !isInside(path)) {
      throw damaged();
    }
    files.set(path, data);
    offset += bytes;
  }
  if (offset !== packed.length) {
    throw damaged();
  }
  return { header, files };
}

function readIndex(packed: Buffer): { header: unknown; entries: readonly Entry[]; start: number } {
  try {
    const start = 4 + packed.readUInt32BE(0);
    return { ...JSON.parse(packed.subarray(4, start).toString()), start };
  } catch {
    throw damaged();
  }
}

function isInside(path: string): boolean {
  return !/[\\:]/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function damaged(): DiagnosticError {
  return DiagnosticError.of("FE-CLI-020", {
    message: "The saved plan is damaged or was altered.",
    fix: "Plan again with --save.",
  });
}

function digest(data: Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
