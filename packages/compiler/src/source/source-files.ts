import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { errorCode } from "./error-code.ts";

/** A source file as it was when this build first read it. */
export interface SourceFile {
  readonly text: string;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
}

/**
 * Reads every source file once per build, so that a file edited during the build cannot give one build two versions of
 * it.
 */
export class SourceFiles {
  readonly #read = new Map<string, SourceFile | undefined>();
  /** The folder that file names in messages and cache records are relative to. */
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** The file at an absolute path, or undefined where there is none. */
  get(file: string): SourceFile | undefined {
    if (!this.#read.has(file)) this.#read.set(file, readSource(file));
    return this.#read.get(file);
  }

  /** A path with `/`, relative to the root: the same on every machine with the same checkout. */
  relative(file: string): string {
    return path.relative(this.root, file).split(path.sep).join("/");
  }

  absolute(relative: string): string {
    return path.resolve(this.root, relative);
  }
}

function readSource(file: string): SourceFile | undefined {
  try {
    const bytes = readFileSync(file);
    return { text: bytes.toString("utf8"), hash: sha256(bytes) };
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    throw error;
  }
}

/** SHA-256 in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
