import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { checkSharing, lambdaAtEdgeQuotas, managedPolicies, type SharedKind } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import type { Context } from "../../../context.ts";
import { CloudFrontError, type fail } from "../../../protocol/errors.ts";
import { behaviorsOf, distributionKind } from "../kind.ts";

/** AWS documents no code for VPC origins and web ACLs; these are the closest ones. */
const codes: Readonly<Record<SharedKind, Parameters<typeof fail>[0]>> = {
  "cache policy": "TooManyDistributionsAssociatedToCachePolicy",
  "origin request policy": "TooManyDistributionsAssociatedToOriginRequestPolicy",
  "response headers policy": "TooManyDistributionsAssociatedToResponseHeadersPolicy",
  "origin access control": "TooManyDistributionsAssociatedToOriginAccessControl",
  "key group": "TooManyDistributionsAssociatedToKeyGroup",
  "field-level encryption configuration": "TooManyDistributionsAssociatedToFieldLevelEncryptionConfig",
  "VPC origin": "EntityLimitExceeded",
  "web ACL": "InvalidArgument",
  "CloudFront Function": "TooManyDistributionsWithSingleFunctionARN",
};

const managed: ReadonlySet<string> = new Set(Object.values(managedPolicies).flatMap((kind) => Object.values(kind)));

/**
 * Checks the quotas of distributions per policy, function or other shared resource, and of distributions with Lambda@Edge
 * per account.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkShared(config: DistributionConfig, { account }: Context, id: string | undefined): void {
  const others = Array.from(account.all(distributionKind)).filter((record) => record.id !== id);
  const users = new Map<string, number>();
  for (const other of others) {
    for (const key of new Set(sharedBy(other.config).map(keyOf))) users.set(key, (users.get(key) ?? 0) + 1);
  }
  for (const shared of sharedBy(config)) {
    const diagnostic = checkSharing(shared.kind, shared.id, (users.get(keyOf(shared)) ?? 0) + 1);
    if (diagnostic !== undefined) throw new CloudFrontError(codes[shared.kind], sentences(diagnostic));
  }
  const most = lambdaAtEdgeQuotas.distributionsPerAccount.value;
  if (usesLambda(config) && others.filter((other) => usesLambda(other.config)).length >= most) {
    throw new CloudFrontError(
      "TooManyDistributionsWithLambdaAssociations",
      `The account has ${most} distributions with Lambda@Edge functions; CloudFront takes no more.`,
    );
  }
}

interface Shared {
  readonly kind: SharedKind;
  readonly id: string;
}

function keyOf({ kind, id }: Shared): string {
  return `${kind} ${id}`;
}

function sharedBy(config: DistributionConfig): readonly Shared[] {
  const origins = config.Origins?.Items ?? [];
  const references: [SharedKind, string | undefined][] = [
    ["web ACL", config.WebACLId],
    ...origins.flatMap((origin): typeof references => [
      ["origin access control", origin.OriginAccessControlId],
      ["VPC origin", origin.VpcOriginConfig?.VpcOriginId],
    ]),
    ...behaviorsOf(config).flatMap((behavior): typeof references => [
      ["cache policy", behavior.CachePolicyId],
      ["origin request policy", behavior.OriginRequestPolicyId],
      ["response headers policy", behavior.ResponseHeadersPolicyId],
      ["field-level encryption configuration", behavior.FieldLevelEncryptionId],
      ...(behavior.TrustedKeyGroups?.Items ?? []).map((group): (typeof references)[number] => ["key group", group]),
      ...(behavior.FunctionAssociations?.Items ?? []).map(({ FunctionARN: arn }): (typeof references)[number] => [
        "CloudFront Function",
        arn,
      ]),
    ]),
  ];
  return references.flatMap(([kind, id]) => (id && !managed.has(id) ? [{ kind, id }] : []));
}

function usesLambda(config: DistributionConfig): boolean {
  return behaviorsOf(config).some(({ LambdaFunctionAssociations: lambdas }) => (lambdas?.Items ?? []).length > 0);
}
