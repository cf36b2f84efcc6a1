const mostLines = 1_000;
const mostBytes = 256 * 1024;

/**
 * Collects the lines that a function logs for one event, each cut to `lineBytes`. AWS truncates logs at 10 KB; the
 * limits for an event are ours, so that a loop that logs cannot exhaust the host's memory.
 *
 * @param {number} lineBytes
 * @param {(line: string) => void} onLine called with each line that is kept
 */
export function collectLogLines(lineBytes, onLine) {
  const lines = [];
  let bytes = 0;
  let isFull = false;
  return {
    lines,
    add(line) {
      if (isFull) return;
      const cut = cutLine(line, lineBytes);
      bytes += cut.length;
      isFull = lines.length >= mostLines || bytes > mostBytes;
      const kept = isFull
        ? `[more lines omitted: one event logs at most ${mostLines} lines and ${mostBytes} characters]`
        : cut;
      lines.push(kept);
      onLine(kept);
    },
  };
}

/** Cuts a line to a number of bytes, without half a character at its end. */
function cutLine(line, bytes) {
  // A UTF-16 code unit is at most three bytes in UTF-8.
  if (line.length * 3 <= bytes) return line;
  const encoded = Buffer.from(line.slice(0, bytes));
  return encoded.length <= bytes
    ? encoded.toString()
    : encoded
        .subarray(0, bytes)
        .toString()
        .replace(/\ufffd$/, "");
}
