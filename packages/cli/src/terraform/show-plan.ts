import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { runTerraform, type Session } from "./session.ts";

/**
 * The JSON of a stack's plan.
 * @throws {AlreadyReported} when terraform fails, after its message.
 * @see https://developer.hashicorp.com/terraform/cli/commands/show
 */
export async function showPlan(context: Context, session: Session, stack: StackFolder, plan: Buffer): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-show-"));
  try {
    const file = join(scratch, "tfplan");
    writeFileSync(file, plan, { mode: 0o600 });
    const { exitCode, stdout, stderr } = await runTerraform(context, session, stack, ["show", "-json", file]);
    if (exitCode === 0) return stdout;
    context.output.passOn(stderr);
    throw new AlreadyReported(`terraform show failed for ${stack.name}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
