import type { Readable } from "node:stream";

/** The longest line from a function's process, in UTF-16 code units: Lambda's 6 MB, as JSON may escape it. */
const mostCharacters = 16 * 1024 * 1024;

/**
 * Reads a stream of text in lines.
 *
 * @param take called with each line, and with undefined once a line is longer than the maximum
 */
export function readLines(stream: Readable, take: (line: string | undefined) => void): void {
  let unread = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      // The text of many chunks is joined once, at the line's end.
      take(unread + text.slice(start, end));
      unread = "";
      start = end + 1;
    }
    unread += text.slice(start);
    if (unread.length > mostCharacters) take(undefined);
  });
}
