import { sealLine, unsealLine } from "../../files/sealed.ts";
import type { Maker } from "../../runs/run.ts";
import type { MotoRequest } from "../request/request.ts";

/** A write as the journal keeps it. */
export interface Entry {
  /** Counts up from 1, and seeds moto's random numbers before the request. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: EntryBody;
  /** It was the first request for its service in its account and region: what moto then makes is kept, even by a read. */
  readonly first?: true;
  /** The run of Terraform that sent it; missing where another program did. */
  readonly maker?: Maker;
  /** The stack whose apply must make its bucket again before it can be sent; it is not replayed before. */
  readonly waitsFor?: string;
  /** What moto answered; missing where that was never heard, so that moto may have run it or not. */
  readonly status?: number;
}

/** Large bodies lie in files of their own, named by their SHA-256. */
type EntryBody = { readonly text: string } | { readonly base64: string } | { readonly blob: string };

const largestInline = 4096;

/** Headers that say nothing to moto, and would only fill the journal. */
const idle = /^(user-agent|accept|accept-encoding|amz-sdk-|x-amz-user-agent|x-amzn-trace-id|content-length$)/i;

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

/** One line: an entry as it was begun, or the status that one was settled with. */
export function entryLine(entry: Entry): string {
  return sealLine(JSON.stringify(entry));
}

export function statusLine(number: number, status: number): string {
  return sealLine(JSON.stringify({ settled: number, status }));
}

/**
 * Reads a journal's lines, all of them whole.
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
