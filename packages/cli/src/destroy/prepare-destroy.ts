import { NoSuchDistribution } from "@aws-sdk/client-cloudfront";
import { cloudFrontClient } from "../aws/clients.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { resourcesInState, stringOutputs } from "../live/resources.ts";
import type { StackFolder } from "../project/stacks.ts";
import { detachPolicy } from "../promote/traffic.ts";
import type { Session } from "../terraform/session.ts";
import { pullState } from "../terraform/state-version.ts";
import { disableDistributions } from "./disable-distributions.ts";

/**
 * Prepares a stack's destruction by Terraform. It takes a candidate's policy off the distribution that it belongs to,
 * since AWS deletes no policy that is attached, and Terraform can't detach one. On the loopback it also disables the
 * stack's distributions. The stack must be initialized.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/34511
 */
export async function prepareDestroy(
  context: Context,
  target: AwsTarget,
  session: Session,
  stack: StackFolder,
): Promise<void> {
  const pulled = await pullState(context, session, stack);
  const outputs = stringOutputs(pulled);
  const policyId = outputs.get("continuous_deployment_policy_id");
  const primaryId = outputs.get("primary_distribution_id");
  const client = cloudFrontClient(context.env, target);
  try {
    if (policyId !== undefined && primaryId !== undefined) {
      await detachPolicy({ client, policyId, primaryId }).catch((error: unknown) => {
        if (!(error instanceof NoSuchDistribution)) throw error;
      });
    }
    if (target.runs !== undefined) await disableDistributions(client, distributionIds(pulled));
  } finally {
    client.destroy();
  }
}

function distributionIds(pulled: string): string[] {
  return resourcesInState(pulled)
    .filter(({ type }) => type === "aws_cloudfront_distribution")
    .map(({ values }) => String(values.id));
}
