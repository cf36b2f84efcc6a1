import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context.ts";
import { checkLock } from "../locks/lock-info.ts";
import type { SavedStack } from "../plans/saved-plan.ts";
import { readStackFolder } from "../plans/stack-folder.ts";
import { functionsIn, readBuildManifest } from "../project/build-manifest.ts";
import type { Stack, StackFolder } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { planLine, type StackSummary } from "../report/summary.ts";
import { countChanges, noChanges, type PlanChanges, readPlanFile } from "./plan-changes.ts";
import { color, lockTimeout, runTerraform, type Session } from "./session.ts";

/** A stack's plan, as Terraform made it. */
export interface PlannedStack {
  readonly summary: StackSummary;
  /** True if applying the plan changes anything, outputs included. */
  readonly hasChanges: boolean;
  /** How many resources change. */
  readonly changes: PlanChanges;
  /** The plan as JSON; undefined if it changes nothing and the stack has no KeyValueStore. */
  readonly json: string | undefined;
  /** The plan and the folder that it was made from. */
  readonly saved: Omit<SavedStack, "state">;
  /** Terraform's output. */
  readonly text: string;
}

export interface PlanStackOptions {
  /** False prints Terraform's text: for stacks without functions, whose code it would have in one line. @default true */
  readonly quiet?: boolean;
  /** Plans to take everything away. */
  readonly destroy?: boolean;
  /** False plans by the state alone: only where no other client can have changed the resources since. @default true */
  readonly refresh?: boolean;
  /** False leaves `json` undefined: {@link readPlanJson} reads it later. @default true */
  readonly readsJson?: boolean;
}

/**
 * Plans one stack that is initialized. Of Terraform's text only warnings are printed, unless it is asked for.
 * @throws {AlreadyReported} when terraform fails, after what it said.
 */
export async function planStack(
  context: Context,
  session: Session,
  stack: Stack,
  { quiet = true, destroy = false, refresh = true, readsJson = true }: PlanStackOptions = {},
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
      ...(refresh ? [] : ["-refresh=false"]),
      ...color(context),
    ];
    const { exitCode, stdout, stderr } = await runTerraform(context, session, stack, args, {
      onStdout: quiet ? () => {} : output.print,
      onStderr: output.passOn,
    });
    const hasChanges = exitCode === 2;
    if (exitCode !== 0 && !hasChanges) {
      checkLock(stack, stderr);
      throw new AlreadyReported(`terraform plan failed for ${stack.name}`);
    }
    if (quiet) output.passOn(warningsIn(stdout));
    const manifest = readBuildManifest(root, stack.environment);
    // A store's values are compared with the environment's even where Terraform has nothing to change.
    const isRead = readsJson && (hasChanges || manifest.stores.length > 0);
    const json = isRead ? await readPlanFile(context, session, stack, file) : undefined;
    const functions = functionsIn(stack.directory, manifest);
    return {
      summary: { name: stack.name, functions, plan: planLine(stdout) },
      hasChanges,
      changes: json === undefined ? noChanges : countChanges(json),
      json,
      saved: { name: stack.name, plan: readFileSync(file), files: readStackFolder(stack.directory) },
      text: stdout,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Reads a plan that was made by {@link planStack} as JSON. */
export async function readPlanJson(
  context: Context,
  session: Session,
  stack: StackFolder & Pick<SavedStack, "plan">,
): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-plan-"));
  try {
    const file = join(scratch, "tfplan");
    writeFileSync(file, stack.plan, { mode: 0o600 });
    return await readPlanFile(context, session, stack, file);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The boxes with warnings in Terraform's text. */
function warningsIn(text: string): string {
  return [...text.matchAll(/^\S*╷[\s\S]*?╵.*\n/gm)].map(([box]) => box).join("");
}
