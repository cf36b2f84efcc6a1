import { type Diagnostic, diagnose } from "@featheredge/diagnostics";

/** An argument, or one value of it, that the AWS provider has since some version. */
export interface NewerArgument {
  /** A resource type. */
  readonly type: string;
  /** The names of the blocks around the argument, and its own. */
  readonly path: readonly string[];
  /** Set if only this value is newer. */
  readonly value?: string;
  /** The provider's version. */
  readonly since: string;
  /** Where the version comes from, as of November 2026. The provider's changelog itself was not read for versions 6. */
  readonly source: string;
  /** A sentence about the way without it, for older providers. */
  readonly otherwise?: string;
}

const distribution = "aws_cloudfront_distribution";
const moduleFloors = "the oldest provider that public modules state for the argument";

/**
 * The arguments that stacks can use and that AWS provider 5.100, the oldest that is tested, does not have.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
 */
export const newerArguments: readonly NewerArgument[] = [
  { type: distribution, path: ["anycast_ip_list_id"], since: "6.3.0", source: moduleFloors },
  { type: distribution, path: ["origin", "response_completion_timeout"], since: "6.13.0", source: moduleFloors },
  {
    type: distribution,
    path: ["origin", "custom_origin_config", "ip_address_type"],
    since: "6.15.0",
    source: `${moduleFloors}; pull request #44463, merged before 2025-09-29 for "the next release"`,
  },
  { type: distribution, path: ["cache_tag_config"], since: "6.46.0", source: moduleFloors },
  {
    type: distribution,
    path: ["origin", "custom_origin_config", "origin_mtls_config"],
    since: "6.51.0",
    source: moduleFloors,
  },
  {
    type: distribution,
    path: ["origin", "vpc_origin_config", "owner_account_id"],
    since: "6.28.0",
    source: `${moduleFloors}; the release notes of cloudposse/terraform-aws-cloudfront-cdn 2.0.0`,
  },
  { type: distribution, path: ["viewer_mtls_config"], since: "6.28.0", source: moduleFloors },
  { type: "aws_cloudfront_trust_store", path: ["name"], since: "6.28.0", source: moduleFloors },
  {
    type: "aws_cloudfront_origin_access_control",
    path: ["signing_protocol"],
    value: "sigv4a",
    since: "6.70.0",
    source:
      "not confirmed: the first release whose cloudfront SDK is 1.68.0 or newer; issue #49650 and pull request #49652 were open on 2026-08-24",
    otherwise:
      "Or create the access control once by 'aws cloudfront create-origin-access-control', which works with every provider, and give its id as originAccessControlId.",
  },
];

/**
 * Returns the reason why a stack can't use an argument; undefined when each provider that the stack allows has it.
 *
 * @param constraint the version constraint of the stack's AWS provider: `>= 5.100.0, < 7.0.0`
 */
export function checkProviderArgument(
  { path, value, since, otherwise }: NewerArgument,
  constraint: string,
): Diagnostic<"FE-STK-008"> | undefined {
  const oldest = oldestAllowed(constraint);
  if (compare(oldest, numbers(since)) >= 0) return undefined;
  const what = value === undefined ? path.join(".") : `${path.join(".")} = "${value}"`;
  const fix = `Set requiredProviders.aws.version of the stack (stacks/providers.ts) to '>= ${since}', and lock such a provider.`;
  return diagnose("FE-STK-008", {
    subject: what,
    message: `${what} needs AWS provider ${since} or newer, but the stack allows ${oldest.join(".")} (${constraint}).`,
    fix: otherwise === undefined ? fix : `${fix} ${otherwise}`,
  });
}

/**
 * The oldest version that a constraint allows.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
function oldestAllowed(constraint: string): number[] {
  const bounds = constraint.split(",").flatMap((part) => {
    const [, operator = "=", version = ""] = /^\s*(>=|>|~>|=|!=|<=|<)?\s*v?([\d.]+)/.exec(part) ?? [];
    return ["=", ">=", ">", "~>"].includes(operator) && version !== "" ? [numbers(version)] : [];
  });
  return bounds.reduce((highest, bound) => (compare(bound, highest) > 0 ? bound : highest), [0, 0, 0]);
}

function numbers(version: string): number[] {
  const given = version.split(".").map(Number);
  return [0, 1, 2].map((index) => given[index] ?? 0);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = [0, 1, 2].find((at) => a[at] !== b[at]);
  return index === undefined ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
