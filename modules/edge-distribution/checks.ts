import {
  checkAssociations,
  checkPathPattern,
  checkPolicy,
  distributionQuotas,
  type PolicyKind,
  pages,
  policyId,
  policyQuotas,
  type Quota,
  type Violation,
} from "@featheredge/aws-rules";
import type { PlacedViolation } from "../rule-error.ts";
import { viewerHeaders } from "./policies.ts";
import type { Behavior, EdgeDistributionProps } from "./props.ts";

/** All that AWS would refuse in a distribution and that can be known before it is asked. */
export function checkDistribution(props: EdgeDistributionProps): PlacedViolation[] {
  const found: { readonly key: string; readonly violation: Violation | undefined }[] = [
    ...checkAliases(props),
    {
      key: `${props.key}.behaviors`,
      violation: overQuota("behaviors", props.behaviors.length, distributionQuotas.behaviors),
    },
    {
      key: `${props.key}.origins`,
      violation: overQuota("origins", Object.keys(props.origins).length, distributionQuotas.origins),
    },
    ...checkPaths(props.behaviors),
    ...[props.defaultBehavior, ...props.behaviors].flatMap(checkBehavior),
    ...checkFunctions(props).map((violation) => ({ key: props.key, violation })),
  ];
  return found.flatMap(({ key, violation }) =>
    violation === undefined ? [] : [{ place: { file: props.file, key }, violation }],
  );
}

function checkAliases(props: EdgeDistributionProps) {
  const key = `${props.key}.aliases`;
  const twice = props.aliases.find((alias, index) => props.aliases.indexOf(alias) !== index);
  return [
    { key, violation: overQuota("aliases", props.aliases.length, distributionQuotas.aliases) },
    {
      key,
      violation:
        twice === undefined
          ? undefined
          : {
              rule: "alias-twice",
              message: `The alias '${twice}' is listed twice; CloudFront takes each once. Remove one.`,
              page: pages.quotas,
            },
    },
  ];
}

function overQuota(what: string, count: number, quota: Quota): Violation | undefined {
  if (count <= quota.value) return undefined;
  return {
    rule: `${what}-quota`,
    message: `${count} ${what}; CloudFront takes ${quota.value} a distribution. Split it into two distributions, or ask AWS for more.`,
    page: quota.page,
  };
}

/** A leading `/` of a path pattern is optional: with and without it are one pattern. */
function checkPaths(behaviors: readonly Behavior[]) {
  const first = new Map<string, Behavior>();
  return behaviors.flatMap((behavior) => {
    const key = `${behavior.key}.path`;
    const pattern = behavior.path.replace(/^\//, "");
    const earlier = first.get(pattern);
    first.set(pattern, earlier ?? behavior);
    const twice: Violation | undefined =
      earlier === undefined
        ? undefined
        : {
            rule: "path-pattern-twice",
            message: `The path pattern '${behavior.path}' is taken by ${earlier.key}; CloudFront takes each once a distribution. Merge the two behaviors.`,
            page: pages.behaviorSettings,
          };
    return [
      { key, violation: checkPathPattern(behavior.path) },
      { key, violation: twice },
    ];
  });
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
