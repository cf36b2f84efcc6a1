import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiagnosticError, describeDiagnostic } from "@featheredge/diagnostics";
import { checkAccounts, checkStack, readStackFile, type StackFiles, type StackIdentity } from "@featheredge/synth";
import { App } from "cdktf";
import { checkEnvironment, type EnvironmentInput } from "#environments";
import { stackKinds } from "../index.ts";
import type { StackKind } from "../kind.ts";
import { createStacks } from "../synthesis/create-stacks.ts";

export interface Synthesized {
  readonly identity: StackIdentity;
  readonly hcl: string;
  readonly files: StackFiles;
  /** The names of the stacks whose outputs it uses. */
  readonly dependencies: readonly string[];
  /** The diagnostics of AWS's rules for the stack, and for all stacks of the environment together. */
  readonly diagnostics: readonly string[];
}

const environment: EnvironmentInput = {
  account: "123456789012",
  region: "eu-west-1",
  state: { type: "s3", bucket: "states", region: "eu-west-1" },
  protections: { preventDestroy: false },
  distributions: {},
};

/**
 * Synthesizes the first stack of a kind in an environment named `test`.
 * @param entries - the environment's entries, and whatever else the test needs to change
 * @param root - the folder to which paths in the environment are relative
 * @throws DiagnosticError when a stack could not be created
 */
export function synthesized(
  kind: StackKind,
  entries: Partial<EnvironmentInput>,
  root = "",
  extensions: ReadonlyMap<string, unknown> = new Map(),
): Synthesized {
  const checked = checkEnvironment("test", { ...environment, ...entries });
  const build = {
    environment: "test",
    directory: "",
    functions: [],
    behaviors: [],
    placements: [],
    stores: [],
  };
  const outdir = mkdtempSync(join(tmpdir(), "stack-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const { stacks, diagnostics } = createStacks(
      app,
      [kind, ...stackKinds.filter((other) => other.name !== kind.name)],
      [{ name: "test", environment: checked, build, extensions }],
      root,
    );
    if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
    const [first] = kind.idsOf(checked);
    const created = stacks.find(({ stack: { identity } }) => identity.kind === kind.name && identity.name === first);
    if (created === undefined) throw new Error(`The environment has no entry of the kind '${kind.name}'.`);
    const { stack, files } = created;
    const source = { stack, file: "environments/test.ts" };
    return {
      identity: stack.identity,
      hcl: stack.toHclTerraform().hcl,
      files,
      dependencies: stack.dependencies.map(({ node }) => node.id),
      diagnostics: [
        ...checkStack(source, (file) => readStackFile(files, file)),
        ...checkAccounts(stacks.map((one) => ({ ...source, stack: one.stack }))),
      ].map(describeDiagnostic),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
