import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FileSystem, machineFiles } from "../../files/file-system.ts";
import { makePrivateFolder, replaceFile } from "../../files/replace-file.ts";
import { storing } from "../../files/storage-error.ts";
import { LoopbackError } from "../../loopback-error.ts";
import type { Maker } from "../../runs/run.ts";
import type { MotoRequest } from "../request/request.ts";
import { compact } from "./compact.ts";
import { damaged } from "./damaged.ts";
import { type Entry, entryLine, makeEntry, readEntries, statusLine } from "./entry.ts";
import { type JournalFile, openJournalFile, readJournal } from "./journal-file.ts";

/** A file with every write that was sent to moto, in order. */
export interface Journal {
  /** All entries, read from the file. */
  readonly entries: readonly Entry[];
  requestOf(entry: Entry): MotoRequest;
  /**
   * Records a request before it is sent.
   * @param first - True for the first request to a service in an account and region.
   * @param maker - The run of Terraform that sent it.
   * @returns its number.
   * @throws {StorageError} when it can't be written. Then it must not be sent; the journal is unchanged.
   */
  begin(request: MotoRequest, first: boolean, maker?: Maker): number;
  /**
   * Records the status of moto's answer. Errors are ignored: a request without a status is also replayed, and gets the
   * status that moto answers then.
   */
  settle(number: number, status: number): void;
  /**
   * Replaces all entries.
   * @throws {StorageError} when they can't be written. Then the old entries stay, and further requests are rejected.
   */
  rewrite(change: Change): void;
  close(): void;
}

/** Computes the entries of a changed journal from all entries. */
export type Change = (entries: readonly Entry[], requestOf: (entry: Entry) => MotoRequest) => Entry[];

/**
 * Opens the journal in a directory, which is made when missing, and drops the entries that a replay does not need. Each
 * request is on the disk before it is sent, so that it survives a crash of the process and of the machine.
 * @param directory - A directory that no other process writes to.
 * @param change - A change that is applied to the entries first.
 * @throws {LoopbackError} when the journal is damaged, and {StorageError} when it can't be written.
 */
export function openJournal(
  directory: string,
  files: FileSystem = machineFiles,
  change: Change = (entries) => [...entries],
): Journal {
  const blobs = join(directory, "blobs");
  makePrivateFolder(blobs, files);
  const load = () => read(join(directory, "journal"), readJournal(directory));
  const all = load();
  const requestOf = ({ method, path, headers, body }: Entry): MotoRequest => ({
    method,
    path,
    headers,
    body:
      "blob" in body
        ? readBlob(blobs, body.blob)
        : "text" in body
          ? Buffer.from(body.text)
          : Buffer.from(body.base64, "base64"),
  });
  const write = (next: readonly Entry[]) => {
    const opened = openJournalFile(directory, next.map(entryLine).join(""), files);
    sweep(blobs, next, files);
    return opened;
  };
  const entries = compact(change(all, requestOf), (entry) => requestOf(entry).body.toString("latin1"));
  let file = write(entries);

  let last = all.at(-1)?.number ?? 0;
  return {
    get entries() {
      return load();
    },
    requestOf,
    begin(request, first, maker) {
      const blob = createHash("sha256").update(request.body).digest("hex");
      const entry = makeEntry(last + 1, request, { first, maker }, blob);
      if ("blob" in entry.body) {
        replaceFile(join(blobs, blob), request.body, files);
      }
      file.append(entryLine(entry));
      last = entry.number;
      return entry.number;
    },
    settle(number, status) {
      try {
        file.note(statusLine(number, status));
      } catch {
        // The docstring of `settle` says why errors are ignored.
      }
    },
    rewrite(next) {
      file.close();
      try {
        file = write(next(load(), requestOf));
      } catch (error) {
        file = rejecting(error as Error);
        throw error;
      }
    },
    close: () => file.close(),
  };
}

/** Rejects all lines after a failed replacement, because they could be lost. */
function rejecting(error: Error): JournalFile {
  const reject = () => {
    throw error;
  };
  return { append: reject, note: reject, close() {} };
}

function read(file: string, text: string): Entry[] {
  try {
    return readEntries(text);
  } catch (error) {
    throw new LoopbackError(damaged(file, (error as Error).message));
  }
}

function readBlob(blobs: string, name: string): Buffer {
  const file = join(blobs, name);
  const bytes = existsSync(file) ? readFileSync(file) : undefined;
  if (bytes === undefined || createHash("sha256").update(bytes).digest("hex") !== name) {
    throw new LoopbackError(damaged(file, bytes === undefined ? "it is missing" : "its bytes were changed"));
  }
  return bytes;
}

function sweep(blobs: string, entries: readonly Entry[], files: FileSystem): void {
  const needed = new Set(entries.map(({ body }) => ("blob" in body ? body.blob : "")));
  const unneeded = readdirSync(blobs).filter((name) => !needed.has(name));
  for (const name of unneeded) storing(join(blobs, name), () => files.rmSync(join(blobs, name)));
}
