import { NoSuchDistribution } from "@aws-sdk/client-cloudfront";
import { cloudFrontClient } from "../aws/clients.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import { detachPolicy } from "../promote/traffic.ts";
import type { Session } from "../terraform/session.ts";
import { pullState } from "../terraform/state-version.ts";
import { disableDistributions } from "./disable-distributions.ts";

/** The part of a state that is read here. */
interface State {
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes?: { readonly id?: string } }[];
  }[];
}

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
  if (pulled.trim() === "") return;
  const { outputs = {}, resources = [] }: State = JSON.parse(pulled);
  const policyId = outputs.continuous_deployment_policy_id?.value;
  const primaryId = outputs.primary_distribution_id?.value;
  const client = cloudFrontClient(context.env, target);
  try {
    if (typeof policyId === "string" && typeof primaryId === "string") {
      await detachPolicy({ client, policyId, primaryId }).catch((error: unknown) => {
        if (!(error instanceof NoSuchDistribution)) throw error;
      });
    }
    if (target.runs !== undefined) await disableDistributions(client, distributionIds(resources));
  } finally {
    client.destroy();
  }
}

function distributionIds(resources: NonNullable<State["resources"]>): string[] {
  return resources
    .filter(({ mode, type }) => mode === "managed" && type === "aws_cloudfront_distribution")
    .flatMap(({ instances }) => instances.flatMap(({ attributes }) => attributes?.id ?? []));
}
