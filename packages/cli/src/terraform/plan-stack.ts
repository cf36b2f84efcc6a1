import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { SavedStack } from "../plans/saved-plan.ts";
import { readStackFolder } from "../plans/stack-folder.ts";
import { functionsOf, readBuildManifest } from "../project/build-manifest.ts";
import type { Stack } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { planLine, type StackSummary } from "../report/summary.ts";
import { colour, lockTimeout, runTerraform, type Session } from "./session.ts";

/** A stack's plan, as Terraform made it. */
export interface PlannedStack {
  readonly summary: StackSummary;
  /** The plan and the folder that it was made from. */
  readonly saved: Omit<SavedStack, "state">;
  /** What Terraform printed. */
  readonly text: string;
}

export interface PlanStackOptions {
  /** Terraform's text is kept, and not printed. */
  readonly quiet: boolean;
  /** Plans to take everything away. */
  readonly destroy?: boolean;
}

/**
 * Plans one stack that is initialised.
 * @throws {AlreadyReported} when terraform fails, after what it said.
 */
export async function planStack(
  context: Context,
  session: Session,
  stack: Stack,
  { quiet, destroy = false }: PlanStackOptions,
): Promise<PlannedStack> {
  const { root, output } = context;
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-plan-"));
  try {
    const file = join(scratch, "tfplan");
    const args = [
      "plan",
      "-input=false",
      lockTimeout,
      `-out=${file}`,
      ...(destroy ? ["-destroy"] : []),
      ...colour(context),
    ];
    const { exitCode, stdout } = await runTerraform(context, session, stack, args, {
      onStdout: quiet ? () => {} : output.print,
      onStderr: output.passOn,
    });
    if (exitCode !== 0) {
      throw new AlreadyReported(`terraform plan failed for ${stack.name}`);
    }
    const functions = functionsOf(readBuildManifest(root, stack.environment), stack.distribution);
    return {
      summary: { name: stack.name, functions, plan: planLine(stdout) },
      saved: { name: stack.name, plan: readFileSync(file), files: readStackFolder(stack.directory) },
      text: stdout,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
