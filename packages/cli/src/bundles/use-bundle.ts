import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import { type Bundle, installBundle } from "./bundle.ts";
import { checkUnreviewedBundle } from "./check-bundle.ts";

/** Uses a bundle in place of a build. @throws {DiagnosticError} when it is not reviewed and may not be planned */
export async function useBundle(
  { root, output }: Context,
  bundle: Bundle,
  name: string,
  { environment, reviewed }: { readonly environment: Environment; readonly reviewed: boolean },
): Promise<void> {
  if (!reviewed) {
    const lockFile = readFileSync(join(root, "stacks", "terraform.lock.hcl"), "utf8");
    await checkUnreviewedBundle(bundle, name, { environment, lockFile });
  }
  output.progress(`Using the synthesis of ${name} at ${bundle.commit?.slice(0, 12) ?? "files without a commit"}`);
  installBundle(root, bundle, name);
}
