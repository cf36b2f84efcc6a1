import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LoopbackError } from "../../loopback-error.ts";
import type { MotoRequest } from "../request.ts";
import { compact } from "./compact.ts";
import { type Entry, entryLine, makeEntry, readEntries, statusLine } from "./entry.ts";

/** Every write that moto was sent, in order, in a file. */
export interface Journal {
  /** What is to be replayed, with the bodies. */
  readonly entries: readonly Entry[];
  requestOf(entry: Entry): MotoRequest;
  /**
   * Writes a request down before it is sent.
   * @param first - It is the first for its service in its account and region.
   * @returns its number.
   */
  begin(request: MotoRequest, first: boolean): Promise<number>;
  /** Writes down how moto answered, before the client hears of it. */
  settle(number: number, status: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the journal in a directory, made when missing, less what its replay does not need.
 * Each line is handed to the kernel before the request goes on, so that it outlives this process however that ends; it
 * need not outlive the machine's.
 * @param directory - Nothing else may write to it meanwhile.
 * @throws {LoopbackError} when it can't be read.
 */
export async function openJournal(directory: string): Promise<Journal> {
  const file = join(directory, "journal");
  const blobs = join(directory, "blobs");
  await mkdir(blobs, { recursive: true, mode: 0o700 });
  const all = existsSync(file) ? read(file, await readFile(file, "utf8")) : [];
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
  const entries = compact(all, (entry) => requestOf(entry).body.toString("latin1"));
  await rewrite(file, entries);
  await sweep(blobs, entries);

  const handle = await open(file, "a");
  let last = all.at(-1)?.number ?? 0;
  return {
    entries,
    requestOf,
    async begin(request, first) {
      last += 1;
      const blob = createHash("sha256").update(request.body).digest("hex");
      const entry = makeEntry(last, request, first, blob);
      if ("blob" in entry.body) {
        await replaceFile(join(blobs, blob), request.body);
      }
      await handle.appendFile(entryLine(entry));
      return entry.number;
    },
    settle: (number, status) => handle.appendFile(statusLine(number, status)),
    close: () => handle.close(),
  };
}

function read(file: string, text: string): Entry[] {
  try {
    return readEntries(text);
  } catch (error) {
    throw new LoopbackError(`${file}: ${(error as Error).message}. Wipe the loopback to start from nothing.`);
  }
}

function readBlob(blobs: string, name: string): Buffer {
  const file = join(blobs, name);
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  if (createHash("sha256").update(bytes).digest("hex") !== name) {
    throw new LoopbackError(
      `${file} is missing or was changed, and the journal needs it. Wipe the loopback to start from nothing.`,
    );
  }
  return bytes;
}

function rewrite(file: string, entries: readonly Entry[]): Promise<void> {
  return replaceFile(file, Buffer.from(entries.map(entryLine).join("")));
}

/** Whoever reads the file finds the old bytes or the new ones, never some of both. */
async function replaceFile(file: string, bytes: Buffer): Promise<void> {
  const next = `${file}.next`;
  await writeFile(next, bytes, { mode: 0o600 });
  await rename(next, file);
}

async function sweep(blobs: string, entries: readonly Entry[]): Promise<void> {
  const needed = new Set(entries.map(({ body }) => ("blob" in body ? body.blob : "")));
  const names = await readdir(blobs);
  await Promise.all(names.filter((name) => !needed.has(name)).map((name) => rm(join(blobs, name))));
}
