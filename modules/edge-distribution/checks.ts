import { checkPolicy, type PolicyKind, pages, policyId, policyQuotas, type Violation } from "@featheredge/aws-rules";
import type { PlacedViolation } from "@featheredge/synth";
import { viewerHeaders } from "./policies.ts";
import type { Behavior, EdgeDistributionProps } from "./props.ts";

/**
 * Mistakes that can't be seen on the synthesized distribution: names of managed policies, which become ids, and the
 * headers that functions read. All other rules are checked there.
 */
export function checkDistribution(props: EdgeDistributionProps): PlacedViolation[] {
  return [props.defaultBehavior, ...props.behaviors].flatMap((behavior) =>
    checkBehavior(behavior).flatMap(({ property, violation }) =>
      violation === undefined ? [] : [{ place: { file: props.file, key: `${behavior.key}.${property}` }, violation }],
    ),
  );
}

function checkBehavior(behavior: Behavior) {
  const policy = (property: keyof Behavior, kind: PolicyKind, name: string | undefined) => ({
    property,
    violation: name === undefined ? undefined : checkPolicy(kind, name),
  });
  return [
    policy("cachePolicy", "cache", behavior.cachePolicy),
    policy("originRequestPolicy", "originRequest", behavior.originRequestPolicy),
    policy("responseHeadersPolicy", "responseHeaders", behavior.responseHeadersPolicy),
    { property: "originRequestPolicy", violation: checkViewerHeaders(behavior) },
  ];
}

/** The one managed origin request policy that asks for `CloudFront-*` headers. */
const askingPolicy = "AllViewerAndCloudFrontHeaders-2022-06";

/** Accepts custom policies: which headers they ask for is not known here. */
function checkViewerHeaders(behavior: Behavior): Violation | undefined {
  const headers = viewerHeaders(behavior);
  const quota = policyQuotas.namesPerPolicy;
  if (headers.length > quota.value) {
    return {
      rule: "viewer-headers-quota",
      message: `The functions read ${headers.length} headers about the viewer; a policy takes ${quota.value}. Read fewer: ${headers.join(", ")}.`,
      page: quota.page,
    };
  }
  const policy = behavior.originRequestPolicy;
  if (headers.length === 0 || policy === undefined) return undefined;
  const id = policyId("originRequest", policy);
  if (id === undefined || id === policy || id === policyId("originRequest", askingPolicy)) return undefined;
  return {
    rule: "viewer-headers-not-asked-for",
    message: `The functions read ${headers.join(", ")}, which '${policy}' does not ask for. Leave originRequestPolicy out and one is made, or name '${askingPolicy}'.`,
    page: pages.originRequestPolicies,
  };
}
