import { sealLine, unsealLine } from "../../files/sealed.ts";
import type { Maker } from "../../runs/run.ts";
import type { MotoRequest } from "../request/request.ts";

/** A write as the journal keeps it. */
export interface Entry {
  /** The number of the write, from 1. It is the seed of moto's random numbers for this request. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: EntryBody;
  /** Set for the first request to a service in an account and region, even a read, because moto then makes defaults. */
  readonly first?: true;
  /** The run of Terraform that sent the request. Missing when another program sent it. */
  readonly maker?: Maker;
  /** The stack whose apply must create the object's bucket again before this request is replayed. */
  readonly waitsFor?: string;
  /** The status of moto's answer. Missing when the loopback ended before the answer, so that it is unknown if moto ran it. */
  readonly status?: number;
}

/** A request's body. A large one is in a separate file, named by its SHA-256. */
type EntryBody = { readonly text: string } | { readonly base64: string } | { readonly blob: string };

const largestInline = 4096;

/** Headers that moto ignores and that would only fill the journal. */
const idle = /^(user-agent|accept|accept-encoding|amz-sdk-|x-amz-user-agent|x-amzn-trace-id|content-length$)/i;

/** Makes the entry of a request. @param blob - The name of the file that keeps a large body. */
export function makeEntry(
  number: number,
  request: MotoRequest,
  { first, maker }: { readonly first: boolean; readonly maker?: Maker | undefined },
  blob: string,
): Entry {
  const { method, path, body } = request;
  const headers = request.headers.filter((_, index) => !idle.test(String(request.headers[index - (index % 2)])));
  const about = { ...(first ? { first } : {}), ...(maker === undefined ? {} : { maker }) };
  return { number, method, path, headers, body: bodyOf(body, blob), ...about };
}

function bodyOf(body: Buffer, blob: string): EntryBody {
  if (body.length > largestInline) {
    return { blob };
  }
  const text = body.toString("utf8");
  return Buffer.from(text).equals(body) ? { text } : { base64: body.toString("base64") };
}

/** The line for an entry whose request is about to be sent. */
export function entryLine(entry: Entry): string {
  return sealLine(JSON.stringify(entry));
}

/** The line with the status that an entry's request was answered with. */
export function statusLine(number: number, status: number): string {
  return sealLine(JSON.stringify({ settled: number, status }));
}

/**
 * Reads the entries from a journal's complete lines.
 * @throws {SyntaxError} with the number of a line that is damaged.
 */
export function readEntries(text: string): Entry[] {
  const entries = new Map<number, Entry>();
  for (const [index, line] of text.split("\n").slice(0, -1).entries()) {
    const read = parse(line, index + 1);
    if ("settled" in read) {
      const entry = entries.get(read.settled);
      if (entry !== undefined) {
        entries.set(read.settled, { ...entry, status: read.status });
      }
    } else {
      entries.set(read.number, read);
    }
  }
  return [...entries.values()];
}

function parse(line: string, number: number): Entry | { settled: number; status: number } {
  const text = unsealLine(line);
  if (text === undefined) {
    throw new SyntaxError(`line ${number} does not have the checksum that it was written with`);
  }
  return JSON.parse(text);
}
