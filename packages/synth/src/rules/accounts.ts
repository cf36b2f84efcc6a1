import { type AccountCounted, checkAccountCount, findTakenAliases } from "@featheredge/aws-rules";
import { type Diagnostic, describePosition, locate } from "@featheredge/diagnostics";
import type { TerraformStack } from "cdktf";
import { behaviorsOf } from "./behaviors.ts";
import { checkAccountPlans } from "./pricing-plans.ts";
import { constant, list, positionOf, providersOf, type Resource, resourcesOf } from "./resources.ts";
import { checkShared } from "./sharing.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

export interface SourcedStack {
  readonly stack: TerraformStack;
  /** The file to name in messages: `environments/prod.ts`. */
  readonly file: string;
  /** Quotas that AWS has granted the stack's account beyond the defaults. */
  readonly granted?: Readonly<Partial<Record<AccountCounted, number | undefined>>>;
}

type Granted = NonNullable<SourcedStack["granted"]>;

interface SourcedResource extends Resource {
  readonly file: string;
  readonly stack: string;
  readonly granted: Granted;
}

/** The kinds of resources that AWS counts, by Terraform's type. */
const types: Readonly<Record<string, AccountCounted>> = {
  aws_cloudfront_function: "CloudFront Functions",
  aws_cloudfront_key_value_store: "KeyValueStores",
  aws_cloudfront_distribution: "distributions",
  aws_cloudfront_cache_policy: "cache policies",
  aws_cloudfront_origin_request_policy: "origin request policies",
  aws_cloudfront_response_headers_policy: "response headers policies",
  aws_cloudfront_origin_access_control: "origin access controls",
  aws_cloudfront_origin_access_identity: "origin access identities",
  aws_cloudfront_key_group: "key groups",
  aws_cloudfront_public_key: "public keys",
  aws_cloudfront_field_level_encryption_config: "field-level encryption configurations",
  aws_cloudfront_field_level_encryption_profile: "field-level encryption profiles",
  aws_cloudfront_realtime_log_config: "real-time log configurations",
  aws_cloudfront_vpc_origin: "VPC origins",
  aws_cloudfront_continuous_deployment_policy: "continuous deployment policies",
};

/**
 * Checks the rules that concern several stacks: too many resources of a kind in one account, too many distributions that
 * share a policy, an alias on two distributions. A stack's account is the one that its providers allow.
 */
export function checkAccounts(stacks: readonly SourcedStack[]): Diagnostic[] {
  const accounts = new Map<string, SourcedResource[]>();
  for (const { stack, file, granted = {} } of stacks) {
    const account = providersOf(stack).find((provider) => provider.account !== undefined)?.account ?? "";
    const resources = resourcesOf(stack).map((resource) => ({ ...resource, file, stack: stack.node.id, granted }));
    accounts.set(account, [...(accounts.get(account) ?? []), ...resources]);
  }
  return [
    ...[...accounts].flatMap(([account, resources]) => checkAccount(account, resources)),
    ...checkAliases([...accounts.values()].flat()),
  ];
}

/** The granted quota. Environments may share an account: the largest quota that one of them states applies. */
function grantedTo(all: ReadonlySet<Granted>, what: AccountCounted): number | undefined {
  const quotas = Array.from(all).flatMap((one) => one[what] ?? []);
  return quotas.length === 0 ? undefined : Math.max(...quotas);
}

function checkAccount(account: string, resources: readonly SourcedResource[]): Diagnostic[] {
  const granted = new Set(resources.map((resource) => resource.granted));
  const counts = new Map<AccountCounted, SourcedResource[]>();
  const count = (what: AccountCounted, resource: SourcedResource) =>
    counts.set(what, [...(counts.get(what) ?? []), resource]);
  for (const resource of resources) {
    const what = types[resource.type];
    if (what !== undefined) count(what, resource);
    if (what !== "distributions") continue;
    if (resource.values.staging === true) count("staging distributions", resource);
    const associations = behaviorsOf(resource).flatMap((behavior) => behavior.associations);
    if (associations.some(({ runtime }) => runtime === "lambda-at-edge")) {
      count("distributions with Lambda@Edge", resource);
    }
  }
  return [
    ...[...counts].flatMap(([what, counted]) =>
      at(
        account === "" ? "one account" : `account ${account}`,
        checkAccountCount(what, counted.length, grantedTo(granted, what)),
      ).map(locatedIn(counted)),
    ),
    ...checkShared(resources, locatedIn),
    ...checkAccountPlans(resources, locatedIn),
  ];
}

function checkAliases(resources: readonly SourcedResource[]): Diagnostic[] {
  const aliases = resources
    .filter(({ type }) => type === "aws_cloudfront_distribution")
    .flatMap((resource) =>
      list(resource.values.aliases).flatMap((value) => {
        const alias = constant(value);
        const { file, stack, address } = resource;
        if (alias === undefined) return [];
        const owner = describePosition(positionOf({ stack, file }, [resource], address));
        return [{ alias, owner, position: positionOf({ stack, file }, [resource], `${address}.aliases`) }];
      }),
    );
  return findTakenAliases(aliases).map(({ taken: { position }, diagnostic }) => locate(diagnostic, position));
}

/** Locates a diagnostic in the files of all resources that it concerns. */
function locatedIn(resources: readonly SourcedResource[]) {
  const file = [...new Set(resources.map((resource) => resource.file))].sort().join(", ");
  return ({ at, diagnostic }: StackDiagnostic): Diagnostic => locate(diagnostic, { file, key: at });
}
