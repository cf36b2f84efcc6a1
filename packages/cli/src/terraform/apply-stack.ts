import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context.ts";
import { checkLock } from "../locks/lock-info.ts";
import type { SavedStack } from "../plans/saved-plan.ts";
import type { StackFolder } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { color, lockTimeout, runTerraform, type Session } from "./session.ts";

/**
 * Applies the plan of a stack that is initialized, and nothing but that.
 * @throws {AlreadyReported} when terraform fails, after what it said.
 */
export async function applyStack(
  context: Context,
  session: Session,
  stack: StackFolder & Pick<SavedStack, "plan">,
  { quiet = false }: { readonly quiet?: boolean } = {},
): Promise<void> {
  const { output } = context;
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-apply-"));
  try {
    const file = join(scratch, "tfplan");
    writeFileSync(file, stack.plan, { mode: 0o600 });
    const args = ["apply", "-input=false", lockTimeout, ...color(context), file];
    const sinks = { onStdout: quiet ? () => {} : output.print, onStderr: output.passOn };
    const { exitCode, stderr } = await runTerraform(context, session, stack, args, sinks);
    if (exitCode !== 0) {
      checkLock(stack, stderr);
      throw new AlreadyReported(`terraform apply failed for ${stack.name}`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
