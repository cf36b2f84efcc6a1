import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readLockFile } from "./lock-file.ts";
import { terraformPlatform } from "./mirrors.ts";
import type { Terraform } from "./program.ts";

const record = join(".terraform", "featheredge-initialized");
const backend = join(".terraform", "terraform.tfstate");

/**
 * True if `terraform init` was run in a stack's folder for its present content: the same terraform, locked providers and
 * backend. Running it again would take seconds and change nothing.
 */
export function isInitialized(directory: string, terraform: Pick<Terraform, "version">): boolean {
  const known = read(join(directory, record));
  return known !== "" && known === fingerprint(directory, terraform);
}

/** Remembers that `terraform init` has succeeded for what is in the folder. */
export function rememberInitialized(directory: string, terraform: Pick<Terraform, "version">): void {
  const current = fingerprint(directory, terraform);
  if (current !== undefined) writeFileSync(join(directory, record), current);
}

/** All that `init` goes by and what it made; `undefined` where something of it is not known or is missing. */
function fingerprint(directory: string, { version }: Pick<Terraform, "version">): string | undefined {
  const files = readdirSync(directory).filter((name) => name.endsWith(".tf"));
  const text = files
    .sort()
    .map((name) => read(join(directory, name)))
    .join("\n");
  // A module's requirements are in its own files.
  if (/^module "/m.test(text)) return undefined;
  const settings = text.match(/^terraform \{$.*?^\}$/gms) ?? [];
  const lock = readLockFile(directory);
  const missing = Array.from(lock.providers).some(
    ([address, release]) =>
      !existsSync(join(directory, ".terraform", "providers", address, release, terraformPlatform())),
  );
  if (missing || lock.providers.size === 0) return undefined;
  const all = [version, lock.text, read(join(directory, backend)), ...settings];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex");
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
