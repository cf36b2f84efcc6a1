import nodeFs from "node:fs";
import { type FileSystem, machineFiles } from "../file-system.ts";

/** A file system for tests in which one call fails as on a full disk. */
export interface FailingFiles extends FileSystem {
  /** Makes the n-th call from now on that needs space fail, counted from 1. All other calls succeed. */
  failAt(n: number): void;
  /** True once the failing call was reached. */
  readonly failed: boolean;
}

/** Calls that can report ENOSPC: https://man7.org/linux/man-pages/man2/write.2.html and those of open, fsync, rename. */
const needSpace = [
  "mkdirSync",
  "openSync",
  "writeSync",
  "fsyncSync",
  "fdatasyncSync",
  "linkSync",
  "renameSync",
] as const;

/** Makes a file system whose failing write has written half of its bytes, as on a disk with some space left. */
export function failingFiles(): FailingFiles {
  let left = 0;
  let failed = false;
  const isTurn = () => {
    left -= 1;
    failed ||= left === 0;
    return left === 0;
  };
  const full = (syscall: string) =>
    Object.assign(new Error(`ENOSPC: no space left on device, ${syscall}`), { code: "ENOSPC", errno: -28, syscall });
  const wrap = (name: (typeof needSpace)[number]) => {
    const call = machineFiles[name] as (...args: unknown[]) => unknown;
    return (...args: unknown[]) => {
      if (!isTurn()) return call(...args);
      if (name === "writeSync") {
        const [handle, bytes] = args as [number, Buffer | string];
        nodeFs.writeSync(handle, Buffer.from(bytes).subarray(0, bytes.length / 2));
      }
      throw full(name);
    };
  };
  return {
    ...machineFiles,
    ...(Object.fromEntries(needSpace.map((name) => [name, wrap(name)])) as Partial<FileSystem>),
    failAt(n) {
      left = n;
      failed = false;
    },
    get failed() {
      return failed;
    },
  };
}
