import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { EnvironmentBuild } from "@featheredge/compiler";
import {
  checkAccounts,
  checkStack,
  describeGoneStack,
  type PlacedViolation,
  publish,
  RuleError,
  refuseViolations,
  type SourcedStack,
} from "@featheredge/synth";
import { App } from "cdktf";
import { type Environment, environmentFile } from "#environments";
import { DistributionStack } from "../distribution/stack.ts";
import { checkContent } from "./content.ts";
import { type StackFiles, stackFiles, writeStackFiles } from "./stack-files.ts";

export interface SynthesisInput {
  /** The environment's name. */
  readonly name: string;
  readonly environment: Environment;
  readonly build: EnvironmentBuild;
}

export interface SynthesisOptions {
  /** The repository: content folders and the lock file are found from here. */
  readonly root: string;
  /** Such as `cdktf.out`; made when it is not there. */
  readonly outputDirectory: string;
  /** Every environment there is, to tell a stack that is gone from one that was not asked for. */
  readonly environmentNames: readonly string[];
  /** Gets one paragraph for each value that AWS accepts for now, but should be changed. */
  readonly warn?: ((message: string) => void) | undefined;
}

export interface SynthesisedStack {
  readonly name: string;
  readonly environment: string;
  readonly distribution: string;
  /** Where `terraform -chdir` works. */
  readonly directory: string;
}

/**
 * Writes one folder per distribution and environment, complete for Terraform: configuration, functions, content, lock
 * file. Everything is made aside first and then put in place, so a mistake leaves the output as it was.
 *
 * @throws RuleError when AWS would refuse a distribution; ContentError when a content folder is not there
 */
export function synthesise(inputs: readonly SynthesisInput[], options: SynthesisOptions): readonly SynthesisedStack[] {
  const outputDirectory = resolve(options.outputDirectory);
  checkContent(inputs, options.root);
  mkdirSync(outputDirectory, { recursive: true });
  const staging = mkdtempSync(join(outputDirectory, ".next-"));
  try {
    const stacks = withoutSourceMaps(() => synthesiseStacks(inputs, staging, options.warn));
    for (const stack of stacks) writeStackFiles(stack, options.root, join(staging, "stacks", stack.name));
    const gone = publish(staging, outputDirectory, {
      stacks: stacks.map(({ name }) => name),
      synthesised: inputs.map(({ name }) => name),
      known: options.environmentNames,
    });
    for (const stack of gone) {
      const folder = relative(options.root, join(outputDirectory, "stacks", stack.name));
      options.warn?.(describeGoneStack(stack, folder, options.environmentNames));
    }
    return stacks.map(({ name, environment, distribution }) => ({
      name,
      environment,
      distribution,
      directory: join(outputDirectory, "stacks", name),
    }));
  } finally {
    rmSync(staging, { recursive: true, force: true });
    if (readdirSync(outputDirectory).length === 0) rmdirSync(outputDirectory);
  }
}

/** Runs the cdktf app into a folder. All that AWS would refuse in any stack is found before one is written. */
function synthesiseStacks(
  inputs: readonly SynthesisInput[],
  directory: string,
  warn: SynthesisOptions["warn"],
): StackFiles[] {
  // cdktf decides by this variable, not by the option, in which form a stack is written; its CLI sets it to false.
  process.env.SYNTH_HCL_OUTPUT = "true";
  const app = new App({ outdir: directory, hclOutput: true, stackTraces: false });
  const violations: PlacedViolation[] = [];
  const sourced: SourcedStack[] = [];
  const stacks: StackFiles[] = [];
  for (const input of inputs) {
    for (const distribution of Object.keys(input.environment.distributions)) {
      try {
        const stack = new DistributionStack(app, { ...input, distribution });
        const files = stackFiles(stack.node.id, distribution, input);
        const granted = input.environment.grantedQuotas;
        const source = { stack, file: environmentFile(input.name), granted };
        violations.push(...checkStack(source, (file) => readStackFile(files, file)));
        sourced.push(source);
        stacks.push(files);
      } catch (error) {
        if (!(error instanceof RuleError)) throw error;
        violations.push(...error.violations);
      }
    }
  }
  violations.push(...checkAccounts(sourced));
  refuseViolations(violations, warn);
  app.synth();
  return stacks;
}

/** A function or seeds, as they will lie in the stack's folder. */
function readStackFile({ functions, seeds }: StackFiles, file: string): Uint8Array | undefined {
  const source = functions.get(file) ?? seeds.get(file);
  return source === undefined ? undefined : readFileSync(source);
}

/** cdktf takes a stack trace for each token; mapping all of them to source would be a third of the time. */
function withoutSourceMaps<T>(work: () => T): T {
  const enabled = process.sourceMapsEnabled;
  process.setSourceMapsEnabled(false);
  try {
    return work();
  } finally {
    process.setSourceMapsEnabled(enabled);
  }
}
