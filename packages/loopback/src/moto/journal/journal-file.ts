import { constants, existsSync, fstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FileSystem, machineFiles } from "../../files/file-system.ts";
import { replaceFile, writeAll } from "../../files/replace-file.ts";
import { sealLine, unsealLine } from "../../files/sealed.ts";
import { storing } from "../../files/storage-error.ts";
import { LoopbackError } from "../../loopback-error.ts";
import { damaged } from "./damaged.ts";

/** A file to which only whole lines are appended. */
export interface JournalFile {
  /**
   * Appends a line. Once this returns, the line survives a crash of the process and of the machine.
   * @throws {StorageError} when it can't be written; the file is then unchanged.
   */
  append(line: string): void;
  /** Appends a line that survives a crash of the process, but perhaps not of the machine. */
  note(line: string): void;
  close(): void;
}

/**
 * Reads a journal up to its last complete line. The rest was being written when the process was killed, and was not
 * acknowledged.
 * @throws {LoopbackError} when the file is shorter than the recorded length.
 */
export function readJournal(directory: string): string {
  const file = join(directory, "journal");
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const recordedLength = readLength(join(directory, "journal.length"));
  const whole = bytes.lastIndexOf("\n") + 1;
  if (whole < recordedLength) {
    throw new LoopbackError(damaged(file, `its whole lines have ${whole} bytes, and had ${recordedLength}`));
  }
  return bytes.subarray(0, whole).toString("utf8");
}

/** Replaces a journal's text and opens the file. */
export function openJournalFile(directory: string, text: string, files: FileSystem = machineFiles): JournalFile {
  const file = join(directory, "journal");
  const lengthFile = join(directory, "journal.length");
  // The old text's length must not be compared with the new text.
  storing(lengthFile, () => files.rmSync(lengthFile, { force: true }));
  replaceFile(file, text, files);
  replaceFile(lengthFile, lengthText(Buffer.byteLength(text)), files);
  const { O_APPEND, O_NOFOLLOW = 0, O_RDWR, O_WRONLY } = constants;
  const lines = storing(file, () => files.openSync(file, O_WRONLY | O_APPEND | O_NOFOLLOW));
  const length = storing(lengthFile, () => files.openSync(lengthFile, O_RDWR | O_NOFOLLOW));
  let good = fstatSync(lines).size;
  let torn = false;
  const add = (line: string, durable: boolean) =>
    storing(file, () => {
      const bytes = Buffer.from(line);
      try {
        // An incomplete line that could not be cut off before would be joined with this one.
        if (torn) files.ftruncateSync(lines, good);
        torn = true;
        writeAll(lines, bytes, files);
        if (durable) files.fdatasyncSync(lines);
      } catch (error) {
        torn = !cutOff(lines, good, files);
        throw error;
      }
      torn = false;
      good += bytes.length;
    });
  return {
    append(line) {
      add(line, true);
      writeLength(length, good, files);
    },
    note: (line) => add(line, false),
    close() {
      files.closeSync(lines);
      files.closeSync(length);
    },
  };
}

function cutOff(handle: number, length: number, files: FileSystem): boolean {
  try {
    files.ftruncateSync(handle, length);
    return true;
  } catch {
    return false;
  }
}

/** Writes the length in place, so that it fits on a full disk. A length that is too small only detects fewer truncations. */
function writeLength(handle: number, length: number, files: FileSystem): void {
  try {
    files.writeSync(handle, lengthText(length), 0);
  } catch {
    // The line itself is on the disk.
  }
}

/** Pads the length, so that the text always has the same number of bytes. */
function lengthText(length: number): string {
  return sealLine(String(length).padStart(16, "0"));
}

/** Reads the length that was written last; 0 if the file is missing or damaged. */
function readLength(file: string): number {
  const text = existsSync(file) ? readFileSync(file, "latin1") : "";
  return Number(unsealLine(text.trimEnd()) ?? 0);
}
