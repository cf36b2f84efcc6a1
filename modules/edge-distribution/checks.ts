import { checkPolicy, type PolicyKind, policyId, policyQuotas } from "@featheredge/aws-rules";
import { type Diagnostic, diagnose, locate } from "@featheredge/diagnostics";
import { Token } from "cdktf";
import { withViewerHeaders } from "../policies/origin-request/viewer-headers.ts";
import { missingViewerHeaders } from "./behavior-policies.ts";
import type { ResolvedBehavior, ResolvedDistribution } from "./resolve.ts";
import { checkViewerConnection } from "./viewer-connection/index.ts";

/**
 * Mistakes that can't be seen on the synthesized distribution: names of managed policies, which become ids, and the
 * headers that functions read. All other rules are checked there.
 */
export function checkDistribution(props: ResolvedDistribution): Diagnostic[] {
  const { file, key } = props;
  const behaviors = [props.defaultBehavior, ...props.behaviors];
  return [
    ...checkViewerConnection(key, { ...props, behaviors }).map((one) => locate(one.diagnostic, { file, key: one.key })),
    ...behaviors.flatMap((behavior) =>
      checkBehavior(behavior).flatMap(({ property, diagnostic }) =>
        diagnostic === undefined ? [] : [locate(diagnostic, { file, key: `${behavior.key}.${property}` })],
      ),
    ),
  ];
}

function checkBehavior(behavior: ResolvedBehavior) {
  const policy = (property: keyof ResolvedBehavior, kind: PolicyKind, named: unknown) => ({
    property,
    diagnostic: typeof named === "string" && !Token.isUnresolved(named) ? checkPolicy(kind, named) : undefined,
  });
  return [
    policy("cachePolicy", "cache", behavior.cachePolicy),
    policy("originRequestPolicy", "originRequest", behavior.originRequestPolicy),
    policy("responseHeadersPolicy", "responseHeaders", behavior.responseHeadersPolicy),
    { property: "originRequestPolicy", diagnostic: checkViewerHeaders(behavior) },
  ];
}

/** The one managed origin request policy that includes `CloudFront-*` headers. */
const includingPolicy = "AllViewerAndCloudFrontHeaders-2022-06";

/** Accepts a policy by its id: the headers that it includes are not known here. */
function checkViewerHeaders(behavior: ResolvedBehavior): Diagnostic | undefined {
  const headers = missingViewerHeaders(behavior);
  const quota = policyQuotas.namesPerPolicy;
  if (headers.length > quota.value) {
    return diagnose("FE-DST-035", {
      message: `The functions read ${headers.length} headers about the viewer, but a policy can include ${quota.value}.`,
      fix: `Read fewer: ${headers.join(", ")}.`,
      page: quota.page,
    });
  }
  const policy = behavior.originRequestPolicy;
  if (headers.length === 0 || policy === undefined) return undefined;
  if (typeof policy !== "string") {
    if (withViewerHeaders(policy, headers) !== undefined) return undefined;
    return diagnose("FE-DST-036", {
      message: `The functions read ${headers.join(", ")}, which a policy with the headerBehavior 'allExcept' can't include.`,
      fix: "Use 'allViewerAndWhitelistCloudFront', or name the headers in your own cache policy.",
    });
  }
  const id = policyId("originRequest", policy);
  if (id === undefined || id === policy || id === policyId("originRequest", includingPolicy)) return undefined;
  return diagnose("FE-DST-036", {
    message: `The functions read ${headers.join(", ")}, which '${policy}' does not include.`,
    fix: `Omit originRequestPolicy, and one with these headers is created; or name '${includingPolicy}', or write your own settings, to which they are added.`,
  });
}
