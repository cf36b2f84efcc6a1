import { isObject, type PlanJson } from "./plan-json.ts";

const distribution = "aws_cloudfront_distribution.";

/**
 * Finds the distribution to which each resource belongs: the only one that the resource refers to, or that refers to it,
 * directly or through other resources.
 *
 * @returns the distribution's address by the resource's; resources of no distribution, or of several, are not in it
 */
export function findOwners(plan: PlanJson): Map<string, string> {
  const neighbors = neighborsOf(plan);
  const owners = new Map<string, Set<string>>();
  for (const owner of neighbors.keys()) {
    if (!owner.startsWith(distribution)) continue;
    for (const address of reachable(owner, neighbors)) {
      owners.set(address, (owners.get(address) ?? new Set()).add(owner));
    }
  }
  return new Map(
    [...owners].flatMap(([address, [owner, second]]) => (owner === undefined || second ? [] : [[address, owner]])),
  );
}

/** The resources that can be reached without going through another distribution. */
function reachable(owner: string, neighbors: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set([owner]);
  for (const address of seen) {
    if (address !== owner && address.startsWith(distribution)) {
      seen.delete(address);
      continue;
    }
    for (const next of neighbors.get(address) ?? []) {
      if (next === owner || !next.startsWith(distribution)) seen.add(next);
    }
  }
  return seen;
}

/** Which resources refer to each other, in the configuration or, for those that are gone from it, in the state. */
function neighborsOf({ configuration, prior_state, resource_changes }: PlanJson): Map<string, Set<string>> {
  const neighbors = new Map<string, Set<string>>();
  const connect = (a: string, b: string) => {
    neighbors.set(a, (neighbors.get(a) ?? new Set()).add(b));
    neighbors.set(b, (neighbors.get(b) ?? new Set()).add(a));
  };
  const configured = new Set<string>();
  const known = new Set(resource_changes.map(({ address }) => withoutIndex(address)));
  for (const { address, mode, expressions, depends_on = [] } of configuration.root_module.resources) {
    // Data sources, such as the one that lists log groups, connect resources that have nothing to do with each other.
    if (mode !== "managed") continue;
    configured.add(address);
    neighbors.set(address, neighbors.get(address) ?? new Set());
    for (const reference of [...referencesIn(expressions), ...depends_on]) {
      if (known.has(reference)) connect(address, reference);
    }
  }
  for (const { address, mode, depends_on = [] } of prior_state.values.root_module.resources) {
    const own = withoutIndex(address);
    if (mode !== "managed") continue;
    neighbors.set(own, neighbors.get(own) ?? new Set());
    for (const reference of depends_on) {
      const isGone = !configured.has(own) || !configured.has(reference);
      if (isGone && !reference.startsWith("data.")) connect(own, reference);
    }
  }
  return neighbors;
}

/** `aws_s3_object.pages` for `aws_s3_object.pages["index.html"]`. */
export function withoutIndex(address: string): string {
  return address.replace(/\[.*$/, "");
}

function referencesIn(expression: unknown): string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isObject(expression)) return [];
  const { references } = expression;
  if (Array.isArray(references)) return references.filter((one) => typeof one === "string");
  return Object.values(expression).flatMap(referencesIn);
}
