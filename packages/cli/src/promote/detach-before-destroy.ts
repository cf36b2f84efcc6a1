import { NoSuchDistribution } from "@aws-sdk/client-cloudfront";
import { cloudFrontClient } from "../aws/clients.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import type { Session } from "../terraform/session.ts";
import { pullState } from "../terraform/state-version.ts";
import { detachPolicy } from "./traffic.ts";

/** The part of a state that is read here. */
interface State {
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
}

/**
 * Takes a candidate's policy off the distribution that it belongs to, since AWS deletes no policy that is attached, and
 * Terraform can't detach one. Does nothing for other stacks. The stack must be initialized.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/34511
 */
export async function detachBeforeDestroy(
  context: Context,
  target: AwsTarget,
  session: Session,
  stack: StackFolder,
): Promise<void> {
  const pulled = await pullState(context, session, stack);
  const { outputs = {} }: State = pulled.trim() === "" ? {} : JSON.parse(pulled);
  const policyId = outputs.continuous_deployment_policy_id?.value;
  const primaryId = outputs.primary_distribution_id?.value;
  if (typeof policyId !== "string" || typeof primaryId !== "string") return;
  const client = cloudFrontClient(context.env, target);
  try {
    await detachPolicy({ client, policyId, primaryId });
  } catch (error) {
    if (!(error instanceof NoSuchDistribution)) throw error;
  } finally {
    client.destroy();
  }
}
