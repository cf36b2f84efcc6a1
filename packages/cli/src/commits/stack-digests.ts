import { createHash } from "node:crypto";
import { type Bundle, filesBelow } from "../bundles/bundle.ts";
import type { Files } from "../plans/archive.ts";
import { readStackFolder } from "../plans/stack-folder.ts";
import { readStacks } from "../project/stacks.ts";

/** SHA-256 of each stack's synthesized folder in hex, by environment and stack. */
export type StackDigests = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The digests of the last synthesis of environments. */
export function digestStacks(root: string, environments: readonly string[], directory?: string): StackDigests {
  return Object.fromEntries(
    environments.map((environment) => [
      environment,
      Object.fromEntries(
        readStacks(root, environment, directory).map((stack) => [
          stack.name,
          digestFiles(readStackFolder(stack.directory)),
        ]),
      ),
    ]),
  );
}

/** The digests of the stacks in a bundle. */
export function digestBundle(bundle: Bundle): StackDigests {
  return Object.fromEntries(
    bundle.environments.map((environment) => [
      environment,
      Object.fromEntries(
        bundle.stacks
          .filter((stack) => stack.environment === environment)
          .map(({ name }) => [name, digestFiles(filesBelow(bundle, `stacks/${name}`))]),
      ),
    ]),
  );
}

function digestFiles(files: Files): string {
  const hash = createHash("sha256");
  for (const [path, data] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${data.length}\0`).update(data);
  }
  return hash.digest("hex");
}
