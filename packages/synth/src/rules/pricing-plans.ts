import {
  checkPlan,
  checkPlanCount,
  checkPlanSharing,
  managedPolicies,
  type PlanFeature,
  type PricingPlan,
  pricingPlans,
} from "@featheredge/aws-rules";
import type { Diagnostic } from "@featheredge/diagnostics";
import { behaviorsOf } from "./behaviors.ts";
import { type Block, blocks, constant, list, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

interface StackResource extends Resource {
  readonly stack: string;
}

/** Locates a diagnostic in the files of the resources that it concerns. */
type LocatedIn<R> = (resources: readonly R[]) => (diagnostic: StackDiagnostic) => Diagnostic;

const managedCachePolicies: ReadonlySet<string> = new Set(Object.values(managedPolicies.cache));

/** Reports settings of a distribution that its flat-rate plan does not have. */
export function checkDistributionPlan(resource: Resource, resources: readonly Resource[]): StackDiagnostic[] {
  const pricing = resource.keys?.pricing;
  if (pricing === undefined) return [];
  const { web_acl_id: webAcl } = resource.values;
  const acl = resources.find(({ address }) => address === referenced(webAcl, "arn"));
  return at(
    resource.address,
    ...checkPlan({
      ...pricing,
      behaviors: behaviorsOf(resource).length,
      hasWebAcl: webAcl !== undefined && webAcl !== "",
      webAclRules: acl === undefined ? undefined : list(acl.values.rule).length,
      features: featuresOf(resource),
    }),
  );
}

/** Reports, in one account, too many distributions with a plan, and functions and web ACLs that they share. */
export function checkAccountPlans<R extends StackResource>(
  resources: readonly R[],
  locatedIn: LocatedIn<R>,
): Diagnostic[] {
  const distributions = resources.filter(({ type }) => type === "aws_cloudfront_distribution");
  const counts = pricingPlans.flatMap((plan) => {
    const subscribed = distributions.filter((resource) => planOf(resource) === plan);
    return at(plan, checkPlanCount(plan, subscribed.length)).map(locatedIn(subscribed));
  });
  const users = new Map<string, R[]>();
  for (const distribution of distributions) {
    for (const part of exclusiveParts(distribution)) users.set(part, [...(users.get(part) ?? []), distribution]);
  }
  const shared = [...users].flatMap(([part, [first, second]]) => {
    if (first === undefined || second === undefined) return [];
    const [planned, other] = planOf(first) === "pay-as-you-go" ? [second, first] : [first, second];
    const name = other.keys?.resource ?? other.address;
    const address = planned.keys?.resource ?? `${planned.stack}: ${planned.address}`;
    return at(address, checkPlanSharing(planOf(planned), part, name)).map(locatedIn([planned, other]));
  });
  return [...counts, ...shared];
}

function planOf({ keys }: Resource): PricingPlan {
  return keys?.pricing?.plan ?? "pay-as-you-go";
}

/** The CloudFront Functions and the web ACL of a distribution, by stack and address or by ARN. */
function exclusiveParts(distribution: StackResource): ReadonlySet<string> {
  const functions = behaviorsOf(distribution)
    .flatMap(({ associations }) => associations)
    .filter(({ runtime }) => runtime === "cloudfront-function");
  const values = [distribution.values.web_acl_id, ...functions.map(({ arn }) => arn)];
  return new Set(
    values.flatMap((value) => {
      if (typeof value !== "string" || value === "") return [];
      const address = referenced(value, "arn");
      return [address === undefined ? value : `${distribution.stack}: ${address}`];
    }),
  );
}

function featuresOf(resource: Resource): PlanFeature[] {
  const { values } = resource;
  const behaviors = behaviorsOf(resource);
  const certificates = blocks(values.viewer_certificate);
  const origins = blocks(values.origin);
  const inBehavior = (isUsed: (block: Block) => boolean) => behaviors.some(({ block }) => isUsed(block));
  const used: Readonly<Record<PlanFeature, boolean>> = {
    "lambda-at-edge": behaviors.some(({ associations }) =>
      associations.some(({ runtime }) => runtime === "lambda-at-edge"),
    ),
    "custom-cache-policies": inBehavior(({ cache_policy_id }) => isCustom(cache_policy_id)),
    "vpc-origins": origins.some(({ vpc_origin_config }) => vpc_origin_config !== undefined),
    "real-time-logs": inBehavior(({ realtime_log_config_arn }) => isSet(realtime_log_config_arn)),
    "continuous-deployment": values.staging === true || isSet(values.continuous_deployment_policy_id),
    "field-level-encryption": inBehavior(({ field_level_encryption_id }) => isSet(field_level_encryption_id)),
    "forwarded-values": inBehavior(({ forwarded_values }) => forwarded_values !== undefined),
    "origin-access-identities": origins.some(({ s3_origin_config }) =>
      blocks(s3_origin_config).some(({ origin_access_identity }) => isSet(origin_access_identity)),
    ),
    "iam-certificates": certificates.some(({ iam_certificate_id }) => isSet(iam_certificate_id)),
    "origin-mutual-tls": origins.some(({ custom_origin_config }) =>
      blocks(custom_origin_config).some(({ origin_mtls_config }) => origin_mtls_config !== undefined),
    ),
    "dedicated-ip-tls": certificates.some(({ ssl_support_method }) => ssl_support_method === "vip"),
  };
  return (Object.keys(used) as PlanFeature[]).filter((feature) => used[feature]);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== "";
}

/** True for a policy that Terraform makes, or an id that is not one of AWS's. Other references may be to either. */
function isCustom(id: unknown): boolean {
  if (!isSet(id)) return false;
  const known = constant(id);
  return known === undefined
    ? referenced(id, "id")?.startsWith("aws_cloudfront_cache_policy.") === true
    : !managedCachePolicies.has(known);
}
