import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installReferenceSite } from "#fixtures/reference-site.ts";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

const copied = ["cdktf.json", "package.json", "environments", "edge-handlers", "modules", "stacks", "packages"];

/** A temporary folder by its real path, which is what programs report. */
export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "featheredge-synth-")));
}

/**
 * A copy of the repository at a path, with the reference site. The installed packages are linked into it one by one, so
 * that it imports the packages of the copy, not those of the repository.
 *
 * @param replaced packages to install another in place of: `{ cdktf: "cdktn" }`
 */
export function checkout(root: string, replaced: Readonly<Record<string, string>> = {}): string {
  mkdirSync(root, { recursive: true });
  for (const name of copied)
    cpSync(join(repository, name), join(root, name), { recursive: true, verbatimSymlinks: true });
  installReferenceSite(root);
  const installed = join(repository, "node_modules");
  mkdirSync(join(root, "node_modules", "@featheredge"), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name === "@featheredge") continue;
    symlinkSync(join(installed, replaced[name] ?? name), join(root, "node_modules", name));
  }
  for (const name of readdirSync(join(root, "packages"))) {
    symlinkSync(join(root, "packages", name), join(root, "node_modules", "@featheredge", name));
  }
  return root;
}
