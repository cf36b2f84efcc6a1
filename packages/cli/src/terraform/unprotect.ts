import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackFolder } from "../project/stacks.ts";

/**
 * Lifts `prevent_destroy` in a stack's folder by an override file; the HCL itself stays as it was written.
 *
 * @returns the file, to be removed afterwards; none where nothing is protected
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function liftProtection({ directory }: StackFolder): string[] {
  const override = unprotectedOverride(readFileSync(join(directory, "cdk.tf"), "utf8"));
  if (override === "") return [];
  const file = join(directory, "unprotected_override.tf");
  writeFileSync(file, override);
  return [file];
}

/** For each resource of a stack's HCL that has `prevent_destroy`, a block that takes it away. */
export function unprotectedOverride(configuration: string): string {
  // Blocks end by a brace at the beginning of a line: that is how synthesis writes them.
  const blocks = configuration.matchAll(/^resource ("[^"]+" "[^"]+") \{\n([\s\S]*?)^\}/gm);
  return [...blocks]
    .filter(([, , body = ""]) => /^\s+prevent_destroy\s+= true$/m.test(body))
    .map(([, name]) => `resource ${name} {\n  lifecycle {\n    prevent_destroy = false\n  }\n}\n`)
    .join("\n");
}
