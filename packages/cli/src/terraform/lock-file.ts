import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Terraform's dependency lock file in a stack's folder. */
export interface LockFile {
  /** Empty where there is none. */
  readonly text: string;
  /** By address, such as `registry.terraform.io/hashicorp/aws`, the version that is locked. */
  readonly providers: ReadonlyMap<string, string>;
}

export function readLockFile(directory: string): LockFile {
  const file = join(directory, ".terraform.lock.hcl");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const blocks = text.matchAll(/^provider "([^"]+)" \{\s+version\s+= "([^"]+)"/gm);
  return { text, providers: new Map(Array.from(blocks, ([, address = "", version = ""]) => [address, version])) };
}
