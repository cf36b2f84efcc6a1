import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder, replaceFile } from "@featheredge/loopback/files";
import { upDirectory } from "./builder.ts";
import type { StackDigests } from "./hot-changes.ts";

const fileIn = (root: string, environment: string) => join(upDirectory(root, environment), "applied.json");

/** Keeps the digests of the build that Terraform has applied, for the next `up`. */
export function keepApplied(root: string, environment: string, digests: StackDigests): void {
  makePrivateFolder(upDirectory(root, environment));
  replaceFile(fileIn(root, environment), JSON.stringify(digests));
}

/** The digests of the build that Terraform applied last; undefined if none is known. */
export function readApplied(root: string, environment: string): StackDigests | undefined {
  const file = fileIn(root, environment);
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  } catch {
    return undefined;
  }
}
