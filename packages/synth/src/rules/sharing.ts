import { checkSharing, managedPolicies, type SharedKind } from "@featheredge/aws-rules";
import type { Diagnostic } from "@featheredge/diagnostics";
import { behaviorsOf } from "./behaviors.ts";
import { blocks, constant, list, type Resource } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

interface StackResource extends Resource {
  readonly stack: string;
}

/** Locates a diagnostic in the files of the resources that it concerns. */
type LocatedIn<R> = (resources: readonly R[]) => (diagnostic: StackDiagnostic) => Diagnostic;

/** AWS's own policies are in every account, and any number of distributions use them. */
const managed: ReadonlySet<string> = new Set(Object.values(managedPolicies).flatMap((kind) => Object.values(kind)));

/** Reports resources that more distributions of an account share than AWS allows. */
export function checkShared<R extends StackResource>(resources: readonly R[], locatedIn: LocatedIn<R>): Diagnostic[] {
  const users = new Map<string, { kind: SharedKind; key: string; distributions: Set<R> }>();
  for (const distribution of resources.filter(({ type }) => type === "aws_cloudfront_distribution")) {
    for (const [kind, value] of usedBy(distribution)) {
      const key = keyOf(value, distribution.stack);
      if (key === undefined) continue;
      const user = users.get(`${kind} ${key}`) ?? { kind, key, distributions: new Set() };
      users.set(`${kind} ${key}`, { ...user, distributions: user.distributions.add(distribution) });
    }
  }
  return [...users.values()].flatMap(({ kind, key, distributions }) =>
    at(key, checkSharing(kind, key, distributions.size)).map(locatedIn([...distributions])),
  );
}

function usedBy(distribution: Resource): [SharedKind, unknown][] {
  const { values } = distribution;
  return [
    ["web ACL", values.web_acl_id],
    ...blocks(values.origin).flatMap((origin): [SharedKind, unknown][] => [
      ["origin access control", origin.origin_access_control_id],
      ...blocks(origin.vpc_origin_config).map((vpc): [SharedKind, unknown] => ["VPC origin", vpc.vpc_origin_id]),
    ]),
    ...behaviorsOf(distribution).flatMap(({ block, associations }): [SharedKind, unknown][] => [
      ["cache policy", block.cache_policy_id],
      ["origin request policy", block.origin_request_policy_id],
      ["response headers policy", block.response_headers_policy_id],
      ["field-level encryption configuration", block.field_level_encryption_id],
      ...list(block.trusted_key_groups).map((group): [SharedKind, unknown] => ["key group", group]),
      ...associations
        .filter(({ runtime }) => runtime === "cloudfront-function")
        .map(({ arn }): [SharedKind, unknown] => ["CloudFront Function", arn]),
    ]),
  ];
}

/** Identifies a resource in its account: an id or ARN does so by itself, a reference together with its stack. */
function keyOf(value: unknown, stack: string): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  const id = constant(value);
  if (id === undefined) return `${stack}: ${value.replace(/^\$\{(.*)\.\w+\}$/, "$1")}`;
  return managed.has(id) ? undefined : id;
}
