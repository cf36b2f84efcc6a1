import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { publishRest } from "../live/unpublished.ts";
import type { Stack } from "../project/stacks.ts";
import { applyStack } from "./apply-stack.ts";
import { planStack } from "./plan-stack.ts";
import type { Session } from "./session.ts";
import { pullState } from "./state-version.ts";

/**
 * Publishes the functions of a stack that was just applied which an earlier apply had left unpublished. Distributions run
 * the new version of a Lambda function after another apply, which is made here.
 *
 * @throws {AlreadyReported} when terraform fails, after what it said
 */
export async function publishAndApplyAgain(
  context: Context,
  target: AwsTarget,
  session: Session,
  stack: Stack,
  options: { readonly quiet?: boolean } = {},
): Promise<void> {
  const versions = await publishRest(context, target, await pullState(context, session, stack));
  if (versions.length === 0) return;
  const { saved } = await planStack(context, session, stack);
  await applyStack(context, session, { ...stack, plan: saved.plan }, options);
}
