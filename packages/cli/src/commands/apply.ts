import { ambientAws } from "../aws/place.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { readPlan, removePlan } from "../plans/saved-plan.ts";
import { readKey } from "../plans/seal.ts";
import { writeStackFolder } from "../plans/stack-folder.ts";
import { loadEnvironment } from "../project/registry.ts";
import { stackDirectory } from "../project/stacks.ts";
import { applyStack } from "../terraform/apply-stack.ts";
import { initialise, openSession } from "../terraform/session.ts";
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
