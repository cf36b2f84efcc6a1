import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ambientAws } from "../aws/place.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { readPlan, removePlan, type SavedStack } from "../plans/saved-plan.ts";
import { readKey } from "../plans/seal.ts";
import { writeStackFolder } from "../plans/stack-folder.ts";
import { loadEnvironment } from "../project/registry.ts";
import { stackDirectory } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { colour, initialise, openSession, runTerraform, type Session } from "../terraform/session.ts";
import { UserError } from "../user-error.ts";

/** Applies the saved plan of an environment, and nothing but that: no build, no synthesis, no new plan. */
export async function apply(context: Context, name: string): Promise<void> {
  const { root, env, output } = context;
  const environment = await loadEnvironment(root, name);
  const saved = readPlan(root, name, readKey(env));
  if (saved.account !== environment.account) {
    throw new UserError(
      `The saved plan is for account ${saved.account}, but '${name}' lives in account ${environment.account} now. ` +
        `Make a new one by: featheredge plan ${name} --save`,
    );
  }
  await requireTools(env, false);
  const place = await ambientAws(context, name, environment);
  const stacks = saved.stacks.map((stack) => ({ ...stack, directory: stackDirectory(root, stack.name) }));
  for (const { directory, files } of stacks) {
    writeStackFolder(directory, files);
  }
  const session = await openSession(context, stacks, place.variables);
  for (const stack of stacks) {
    output.progress(`Applying ${stack.name}`);
    await initialise(context, session, stack);
    await applyStack(context, session, stack);
  }
  removePlan(root, name);
}

async function applyStack(context: Context, session: Session, stack: SavedStack & { readonly directory: string }) {
  const { output } = context;
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-apply-"));
  try {
    const file = join(scratch, "tfplan");
    writeFileSync(file, stack.plan, { mode: 0o600 });
    const { exitCode } = await runTerraform(
      context,
      session,
      stack,
      ["apply", "-input=false", ...colour(context), file],
      {
        onStdout: output.print,
        onStderr: output.passOn,
      },
    );
    if (exitCode !== 0) {
      throw new AlreadyReported(`terraform apply failed for ${stack.name}`);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
