const mostLines = 1_000;
const mostBytes = 256 * 1024;

/** Lines of one event whose positions are kept. A loop logs its other lines at the same ones. */
const mostPositions = 100;

/**
 * Collects the lines that a function logs for one event, each cut to `lineBytes`. AWS truncates logs at 10 KB; the
 * limits for an event are ours, so that a loop that logs cannot exhaust the host's memory.
 *
 * @param {number} lineBytes
 * @param {() => string} position finds out where a line is logged, while it is
 * @param {(line: string, at: string) => void} onLine called with each line that is kept, and with its position
 */
export function collectLogLines(lineBytes, position, onLine) {
  const lines = [];
  const positions = [];
  let bytes = 0;
  let isFull = false;
  return {
    lines,
    positions,
    add(line) {
      if (isFull) return;
      const cut = cutLine(line, lineBytes);
      bytes += cut.length;
      isFull = lines.length >= mostLines || bytes > mostBytes;
      const kept = isFull
        ? `[more lines omitted: one event logs at most ${mostLines} lines and ${mostBytes} characters]`
        : cut;
      const at = lines.length < mostPositions ? position() : "";
      lines.push(kept);
      positions.push(at);
      onLine(kept, at);
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
