import type { KnownResource, PlannedChange } from "./resources.ts";

/** Settings of a bucket that have separate resources. A refresh reads them into the bucket, too. */
const ofBuckets: Readonly<Record<string, string>> = {
  acl: "aws_s3_bucket_acl",
  grant: "aws_s3_bucket_acl",
  lifecycle_rule: "aws_s3_bucket_lifecycle_configuration",
  logging: "aws_s3_bucket_logging",
  policy: "aws_s3_bucket_policy",
  server_side_encryption_configuration: "aws_s3_bucket_server_side_encryption_configuration",
  versioning: "aws_s3_bucket_versioning",
};

/**
 * True for an attribute that mirrors other resources of the stack: they are compared by themselves. The first refresh
 * after an apply finds such attributes changed, because the bucket or role was created before the others.
 *
 * @param known - The resources of the stack's state.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket
 */
export function isReportedTwice(
  { type, change: { after } }: PlannedChange,
  attribute: string,
  known: readonly KnownResource[],
): boolean {
  if (type === "aws_s3_bucket") {
    const own = ofBuckets[attribute];
    return known.some((one) => one.type === own && one.values.bucket === after?.bucket);
  }
  if (type !== "aws_iam_role" || attribute !== "inline_policy") return false;
  const policies = known.filter((one) => one.type === "aws_iam_role_policy" && one.values.role === after?.name);
  const names = policies.map(({ values }) => values.name);
  const inline = (after?.inline_policy ?? []) as readonly { readonly name?: unknown }[];
  // One that the stack does not have was added by someone else.
  return inline.length === policies.length && inline.every(({ name }) => names.includes(name));
}

/**
 * True for an attribute that `featheredge stage`, `promote` and `abandon` change, which send requests to a candidate and
 * away from it. A policy that is not the environment's is drift.
 *
 * @param known - The resources of all states of the environment.
 */
export function isSetByTrafficCommands(
  { type, change: { after } }: PlannedChange,
  attribute: string,
  known: readonly KnownResource[],
): boolean {
  const policyType = "aws_cloudfront_continuous_deployment_policy";
  if (type === policyType) return attribute === "enabled";
  if (type !== "aws_cloudfront_distribution" || attribute !== "continuous_deployment_policy_id") return false;
  const attached = after?.continuous_deployment_policy_id || undefined;
  return attached === undefined || known.some((one) => one.type === policyType && one.values.id === attached);
}
