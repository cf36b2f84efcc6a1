import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Runs git in a project, as an author whose name no configuration of the machine decides. */
export function git(root: string, ...args: readonly string[]): string {
  const author = ["-c", "user.name=Kim", "-c", "user.email=kim@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...author, ...args], { cwd: root, encoding: "utf8" }).trim();
}

/** Makes a project a git repository whose first commit has all of its files. @returns the commit */
export function initialize(root: string): string {
  rmSync(join(root, ".git"), { recursive: true, force: true });
  writeFileSync(join(root, ".gitignore"), "node_modules\n.featheredge\ncdktf.out\n");
  git(root, "init", "-q", "-b", "main");
  return commitAll(root, "Begin");
}

/** @returns the commit */
export function commitAll(root: string, message: string): string {
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", message);
  return git(root, "rev-parse", "HEAD");
}
