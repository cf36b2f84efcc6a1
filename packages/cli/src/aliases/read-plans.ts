import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { SavedStack } from "../plans/saved-plan.ts";
import type { StackFolder } from "../project/stacks.ts";
import { readPlanFile } from "../terraform/plan-changes.ts";
import type { Session } from "../terraform/session.ts";
import type { PlanOfStack } from "./hand-overs.ts";

/** Reads saved plans of stacks as JSON. The stacks must be initialized. */
export async function readPlans(
  context: Context,
  session: Session,
  stacks: readonly (StackFolder & Pick<SavedStack, "plan">)[],
): Promise<PlanOfStack[]> {
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-plans-"));
  try {
    const plans: PlanOfStack[] = [];
    for (const stack of stacks) {
      const file = join(scratch, stack.name);
      writeFileSync(file, stack.plan, { mode: 0o600 });
      plans.push({ stack: stack.name, json: await readPlanFile(context, session, stack, file) });
    }
    return plans;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
