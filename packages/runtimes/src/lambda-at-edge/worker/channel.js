// Lines of text between a function's thread and the process that uses the function, over a pipe.
import fs from "node:fs";
import net from "node:net";
import { StringDecoder } from "node:string_decoder";

// Taken before the function's code can replace it.
const { writeSync } = fs;
const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes a line before it returns: the function may end its thread, or block it, right after.
 *
 * @param text without a line break
 */
export function writeLine(fd, text) {
  const bytes = Buffer.from(`${text}\n`);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      // The pipe is full. The other process reads all the time.
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

/** Reads lines from a pipe. @param take called with each line */
export function readLines(fd, take) {
  const decoder = new StringDecoder("utf8");
  let unread = "";
  const callback = (size, bytes) => {
    const lines = (unread + decoder.write(bytes.subarray(0, size))).split("\n");
    unread = lines.pop();
    for (const line of lines) take(line);
    return true;
  };
  const socket = new net.Socket({ fd, onread: { buffer: Buffer.allocUnsafeSlow(64 * 1024), callback } });
  socket.on("error", () => undefined);
}
