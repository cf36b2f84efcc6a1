import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { SavedStack } from "../plans/saved-plan.ts";
import { readStackFolder } from "../plans/stack-folder.ts";
import { functionsIn, readBuildManifest } from "../project/build-manifest.ts";
import type { Stack } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { planLine, type StackSummary } from "../report/summary.ts";
import { noChanges, type PlanChanges, readChanges } from "./plan-changes.ts";
import { color, lockTimeout, runTerraform, type Session } from "./session.ts";

/** A stack's plan, as Terraform made it. */
export interface PlannedStack {
  readonly summary: StackSummary;
  /** True if applying the plan changes anything, outputs included. */
  readonly hasChanges: boolean;
  /** How many resources change; undefined unless they were to be counted. */
  readonly changes: PlanChanges | undefined;
  /** The plan and the folder that it was made from. */
  readonly saved: Omit<SavedStack, "state">;
  /** Terraform's output. */
  readonly text: string;
}

export interface PlanStackOptions {
  /** Terraform's text is kept, and not printed. */
  readonly quiet: boolean;
  /** Plans to take everything away. */
  readonly destroy?: boolean;
  /** Counts the changes by the plan's JSON. */
  readonly count?: boolean;
}

/**
 * Plans one stack that is initialized.
 * @throws {AlreadyReported} when terraform fails, after what it said.
 */
export async function planStack(
  context: Context,
  session: Session,
  stack: Stack,
  { quiet, destroy = false, count = false }: PlanStackOptions,
): Promise<PlannedStack> {
  const { root, output } = context;
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-plan-"));
  try {
    const file = join(scratch, "tfplan");
    const args = [
      "plan",
      "-input=false",
      // 0: nothing to change, 1: an error, 2: changes. The text is for people alone.
      "-detailed-exitcode",
      lockTimeout,
      `-out=${file}`,
      ...(destroy ? ["-destroy"] : []),
      ...color(context),
    ];
    const { exitCode, stdout } = await runTerraform(context, session, stack, args, {
      onStdout: quiet ? () => {} : output.print,
      onStderr: output.passOn,
    });
    const hasChanges = exitCode === 2;
    if (exitCode !== 0 && !hasChanges) {
      throw new AlreadyReported(`terraform plan failed for ${stack.name}`);
    }
    const counted = hasChanges ? () => readChanges(context, session, stack, file) : () => noChanges;
    const functions = functionsIn(stack.directory, readBuildManifest(root, stack.environment));
    return {
      summary: { name: stack.name, functions, plan: planLine(stdout) },
      hasChanges,
      changes: count ? await counted() : undefined,
      saved: { name: stack.name, plan: readFileSync(file), files: readStackFolder(stack.directory) },
      text: stdout,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
