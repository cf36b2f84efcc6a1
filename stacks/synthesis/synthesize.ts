import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Diagnostic } from "@featheredge/diagnostics";
import {
  checkAccounts,
  checkSecurity,
  checkStack,
  describeGoneStack,
  publish,
  readStackFile,
  type StackFiles,
  type StackIdentity,
  throwErrors,
  writeStackFiles,
} from "@featheredge/synth";
import { App } from "cdktf";
import { environmentFile } from "#environments";
import type { StackKind, SynthesisInput } from "../kind.ts";
import { createStacks } from "./create-stacks.ts";
import { checkRequiredFiles } from "./required-files.ts";

export interface SynthesisOptions {
  readonly kinds: readonly StackKind[];
  /** The repository's folder, with the files that environments name and the lock file. */
  readonly root: string;
  /** Such as `cdktf.out`; created if it does not exist. */
  readonly outputDirectory: string;
  /** All environments that exist, to distinguish a stack that is gone from one that this synthesis leaves alone. */
  readonly environmentNames: readonly string[];
  /** Called with a warning for each value that AWS accepts for now but that should be changed, and each gone stack. */
  readonly warn?: ((warning: Diagnostic) => void) | undefined;
}

export interface SynthesizedStack {
  /** The stack's name: `site-prod`. */
  readonly name: string;
  readonly identity: StackIdentity;
  /** The folder in which `terraform` works. */
  readonly directory: string;
}

/** A stack of the cdktf app, and the files that its folder needs. */
interface AppStack extends Omit<SynthesizedStack, "directory"> {
  readonly files: StackFiles;
}

/**
 * Writes one folder for each stack, with everything that Terraform needs: configuration, other files and lock file. A
 * new output is written next to the old one and replaces it at the end, so that a mistake leaves the old one as it was.
 *
 * @throws DiagnosticError when AWS would reject a resource, or an environment names a file that does not exist
 */
export function synthesize(inputs: readonly SynthesisInput[], options: SynthesisOptions): readonly SynthesizedStack[] {
  const { root, kinds, warn } = options;
  const outputDirectory = resolve(options.outputDirectory);
  checkRequiredFiles(kinds, inputs, root);
  mkdirSync(outputDirectory, { recursive: true });
  const staging = mkdtempSync(join(outputDirectory, ".next-"));
  try {
    const stacks = withoutSourceMaps(() => synthesizeStacks(inputs, staging, options));
    for (const { name, files } of stacks) writeStackFiles(files, join(staging, "stacks", name));
    const gone = publish(staging, outputDirectory, {
      stacks: stacks.map(({ name }) => name),
      renamed: stacks.flatMap(({ identity: { renamedFrom = [] } }) => renamedFrom),
      synthesized: inputs.map(({ name }) => name),
      known: options.environmentNames,
    });
    for (const stack of gone) {
      const folder = relative(root, join(outputDirectory, "stacks", stack.name));
      warn?.(describeGoneStack(stack, folder, options.environmentNames));
    }
    return stacks.map(({ name, identity }) => ({ name, identity, directory: join(outputDirectory, "stacks", name) }));
  } finally {
    rmSync(staging, { recursive: true, force: true });
    if (readdirSync(outputDirectory).length === 0) rmdirSync(outputDirectory);
  }
}

/** Runs the cdktf app into a folder, after every rule was checked on every stack. */
function synthesizeStacks(
  inputs: readonly SynthesisInput[],
  directory: string,
  { kinds, root, warn }: SynthesisOptions,
): AppStack[] {
  // cdktf decides by this variable, not by the option, in which form a stack is written; its CLI sets it to false.
  process.env.SYNTH_HCL_OUTPUT = "true";
  const app = new App({ outdir: directory, hclOutput: true, stackTraces: false });
  const { stacks, diagnostics } = createStacks(app, kinds, inputs, root);
  const sourced = stacks.map(({ stack, files, environment }) => ({
    stack,
    files,
    file: environmentFile(stack.identity.environment),
    granted: environment.grantedQuotas,
  }));
  throwErrors(
    [
      ...diagnostics,
      ...sourced.flatMap((source) => checkStack(source, (file) => readStackFile(source.files, file))),
      ...checkAccounts(sourced),
      ...inputs.flatMap(({ name, environment: { protections } }) => {
        const { securityChecks } = protections;
        const own = sourced.filter(({ stack }) => stack.identity.environment === name);
        return securityChecks === undefined ? [] : checkSecurity(own, securityChecks);
      }),
    ],
    warn,
  );
  app.synth();
  // The output is not committed, and without the lock file `terraform init` would take any provider that fits.
  const lockFile: [string, string] = [".terraform.lock.hcl", join(root, "stacks", "terraform.lock.hcl")];
  return stacks.map(({ stack, files }) => ({
    name: stack.node.id,
    identity: stack.identity,
    files: new Map([...files, lockFile]),
  }));
}

/** cdktf records a stack trace for each token, and mapping all of them to source would take a third of the time. */
function withoutSourceMaps<T>(work: () => T): T {
  const enabled = process.sourceMapsEnabled;
  process.setSourceMapsEnabled(false);
  try {
    return work();
  } finally {
    process.setSourceMapsEnabled(enabled);
  }
}
