import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface SourceFile {
  /** From the repository's root, with slashes. */
  path: string;
  text: string;
}

/** Returns the paths of the files that git knows, or would add, in the repository. */
export function listFiles(root: string, paths: readonly string[] = []): string[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...paths];
  const listed = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 64 << 20 });
  return [...new Set(listed.split("\0"))].filter((path) => path !== "" && existsSync(join(root, path))).sort();
}

export const readFiles = (root: string, paths: readonly string[]): SourceFile[] =>
  paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
