import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { dataSourcesOf, type Resource } from "@featheredge/synth";
import { App } from "cdktf";
import { stackKinds } from "../index.ts";
import type { SynthesisInput } from "../kind.ts";
import { createStacks } from "../synthesis/create-stacks.ts";

/**
 * The policy documents of an environment's foundation.
 *
 * @param root - the folder to which paths in the environment are relative
 * @throws DiagnosticError when a stack could not be created
 */
export function foundationDocuments(input: SynthesisInput, root: string): Resource[] {
  const outdir = mkdtempSync(join(tmpdir(), "foundation-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const { stacks, diagnostics } = createStacks(app, stackKinds, [input], root);
    if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
    return stacks
      .filter(({ stack }) => stack.identity.kind === "foundation")
      .flatMap(({ stack }) => dataSourcesOf(stack))
      .filter(({ type }) => type === "aws_iam_policy_document");
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
