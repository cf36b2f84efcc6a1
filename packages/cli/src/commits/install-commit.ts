import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installBundle, packBundle, readBundle } from "../bundles/bundle.ts";
import type { Context } from "../context.ts";
import { loadEnvironment } from "../project/registry.ts";
import { synthesize } from "../project/synthesis.ts";
import { withCommit } from "./checkout.ts";

/**
 * Synthesizes an environment at a commit and packs it.
 * @param use - Gets the file of the bundle, which is removed afterwards.
 * @throws {DiagnosticError} when the repository does not have the commit, or the commit not the environment
 */
export async function withBundleOf<T>(
  context: Context,
  { environment, revision }: { readonly environment: string; readonly revision: string },
  use: (bundle: string, commit: string) => Promise<T>,
): Promise<T> {
  mkdirSync(join(context.root, ".featheredge"), { recursive: true });
  const folder = mkdtempSync(join(context.root, ".featheredge", "commit-"));
  try {
    const bundle = join(folder, "bundle");
    const commit = await withCommit(context, revision, async (checkout) => {
      // A commit without the environment, or with a mistake, fails here before anything is planned.
      await loadEnvironment(checkout.root, environment);
      context.output.progress(`Building the handlers and stacks of ${environment} at ${checkout.commit.slice(0, 12)}`);
      await synthesize({ ...context, root: checkout.root }, [environment], { typeChecked: false });
      writeFileSync(bundle, packBundle(checkout.root, [environment], checkout.commit));
      return checkout.commit;
    });
    return await use(bundle, commit);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Puts the stacks and the build of an environment at a commit in place of the last synthesis.
 * @returns the commit's full hash
 */
export function installCommit(context: Context, environment: string, revision: string): Promise<string> {
  return withBundleOf(context, { environment, revision }, async (bundle, commit) => {
    installBundle(context.root, readBundle(bundle, undefined), environment);
    return commit;
  });
}
