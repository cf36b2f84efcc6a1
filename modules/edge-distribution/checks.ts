import {
  checkAssociations,
  checkDistributionCount,
  checkOriginSetting,
  checkPathPattern,
  checkPolicy,
  findTakenAliases,
  findTakenPathPatterns,
  type PolicyKind,
  pages,
  policyId,
  policyQuotas,
  type Violation,
} from "@featheredge/aws-rules";
import type { PlacedViolation } from "@featheredge/synth";
import { viewerHeaders } from "./policies.ts";
import type { Behavior, EdgeDistributionProps } from "./props.ts";

/** All that AWS would refuse in a distribution and that can be known before it is asked. */
export function checkDistribution(props: EdgeDistributionProps): PlacedViolation[] {
  const aliases = props.aliases.map((alias) => ({ alias, owner: props.key }));
  const patterns = props.behaviors.map(({ path, key }) => ({ pattern: path, owner: key }));
  const found: { readonly key: string; readonly violation: Violation | undefined }[] = [
    { key: `${props.key}.aliases`, violation: checkDistributionCount("aliases", props.aliases.length) },
    ...findTakenAliases(aliases).map(({ violation }) => ({ key: `${props.key}.aliases`, violation })),
    { key: `${props.key}.behaviors`, violation: checkDistributionCount("behaviors", props.behaviors.length) },
    { key: `${props.key}.origins`, violation: checkDistributionCount("origins", Object.keys(props.origins).length) },
    ...Object.entries(props.origins).map(([name, origin]) => ({
      key: `${props.key}.origins.${name}.responseTimeoutSeconds`,
      violation:
        origin.type === "custom"
          ? checkOriginSetting("responseTimeoutSeconds", origin.responseTimeoutSeconds)
          : undefined,
    })),
    ...props.behaviors.map(({ key, path }) => ({ key: `${key}.path`, violation: checkPathPattern(path) })),
    ...findTakenPathPatterns(patterns).map(({ taken, violation }) => ({ key: `${taken.owner}.path`, violation })),
    ...[props.defaultBehavior, ...props.behaviors].flatMap(checkBehavior),
    ...checkFunctions(props).map((violation) => ({ key: props.key, violation })),
  ];
  return found.flatMap(({ key, violation }) =>
    violation === undefined ? [] : [{ place: { file: props.file, key }, violation }],
  );
}

function checkBehavior(behavior: Behavior) {
  const policy = (property: string, kind: PolicyKind, name: string | undefined) => ({
    key: `${behavior.key}.${property}`,
    violation: name === undefined ? undefined : checkPolicy(kind, name),
  });
  return [
    policy("cachePolicy", "cache", behavior.cachePolicy),
    policy("originRequestPolicy", "originRequest", behavior.originRequestPolicy),
    policy("responseHeadersPolicy", "responseHeaders", behavior.responseHeadersPolicy),
    { key: `${behavior.key}.originRequestPolicy`, violation: checkViewerHeaders(behavior) },
  ];
}

/** The messages name the behavior themselves, so its key is given as seen from the distribution. */
function checkFunctions(props: EdgeDistributionProps): readonly Violation[] {
  const behaviors = [props.defaultBehavior, ...props.behaviors];
  return checkAssociations(
    behaviors.map(({ key, functions }) => ({ key: key.replace(`${props.key}.`, ""), associations: functions })),
  );
}

/** The one managed origin request policy that asks for `CloudFront-*` headers. */
const askingPolicy = "AllViewerAndCloudFrontHeaders-2022-06";

/** A policy of one's own is taken on trust: what it asks for is not known here. */
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
