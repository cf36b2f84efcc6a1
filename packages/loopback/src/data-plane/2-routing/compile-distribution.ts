import type { CacheBehavior, DefaultCacheBehavior } from "@aws-sdk/client-cloudfront";
import { matchPathPattern, normalizePath } from "@featheredge/aws-rules";
import type { DeployedDistribution, Deployment } from "../../deployment.ts";
import { LoopbackError } from "../../loopback-error.ts";
import { defaultErrorCachingSeconds } from "../5-cache/error-caching.ts";
import type { Behavior } from "../base/behavior.ts";
import type { ServedDistribution } from "../base/distribution.ts";
import { type BehaviorPolicies, compileBehavior } from "./compile-behavior.ts";

/** Reads a distribution's config. Its behaviors are compiled when requests need them. */
export function compileDistribution(deployed: DeployedDistribution): ServedDistribution {
  const { config } = deployed;
  const errors = config.CustomErrorResponses?.Items ?? [];
  const errorSeconds = new Map(errors.map((error) => [error.ErrorCode, error.ErrorCachingMinTTL]));
  const geo = config.Restrictions?.GeoRestriction;
  const restriction = geo?.RestrictionType;
  const behaviors = (config.CacheBehaviors?.Items ?? []).map((behavior, index) => compiledOnDemand(behavior, index));
  const fallback = compiledOnDemand(config.DefaultCacheBehavior ?? ({} as DefaultCacheBehavior), "default");
  return {
    deployed,
    id: deployed.id,
    domainName: deployed.domainName,
    rootPath: config.DefaultRootObject ? `/${config.DefaultRootObject.replace(/^\//, "")}` : undefined,
    origins: new Map((config.Origins?.Items ?? []).map((origin) => [origin.Id ?? "", origin])),
    originGroups: new Map((config.OriginGroups?.Items ?? []).map((group) => [group.Id ?? "", group])),
    errorPages: new Map(
      errors.flatMap(({ ErrorCode, ResponsePagePath, ResponseCode }) =>
        ErrorCode !== undefined && ResponsePagePath
          ? [[ErrorCode, { path: ResponsePagePath, status: Number(ResponseCode || ErrorCode) }]]
          : [],
      ),
    ),
    errorCaching: (status) => errorSeconds.get(status) ?? defaultErrorCachingSeconds,
    geo:
      restriction === "whitelist" || restriction === "blacklist"
        ? { type: restriction, countries: new Set(geo?.Items ?? []) }
        : undefined,
    behaviorFor(path, deployment) {
      const normal = normalizePath(path);
      for (const behavior of behaviors) {
        if (matchPathPattern(behavior.pattern, normal)) return behavior.compiled(deployment);
      }
      return fallback.compiled(deployment);
    },
    behaviorAt: (index, deployment) =>
      (index === "default" ? fallback : (behaviors[index] ?? fallback)).compiled(deployment),
  };
}

/** Compiles a behavior when it is first needed, and again when one of its policies has been replaced. */
function compiledOnDemand(config: CacheBehavior | DefaultCacheBehavior, index: number | "default") {
  let last: { policies: BehaviorPolicies; behavior: Behavior } | undefined;
  return {
    pattern: "PathPattern" in config ? (config.PathPattern ?? "*") : "*",
    compiled(deployment: Deployment): Behavior {
      const policies = policiesOf(config, deployment);
      if (
        last === undefined ||
        last.policies.cache !== policies.cache ||
        last.policies.originRequest !== policies.originRequest ||
        last.policies.responseHeaders !== policies.responseHeaders
      ) {
        last = { policies, behavior: compileBehavior(config, index, policies) };
      }
      return last.behavior;
    },
  };
}

function policiesOf(config: CacheBehavior | DefaultCacheBehavior, deployment: Deployment): BehaviorPolicies {
  const { CachePolicyId, OriginRequestPolicyId, ResponseHeadersPolicyId } = config;
  return {
    cache: CachePolicyId
      ? deployedPolicy("cache policy", CachePolicyId, deployment.cachePolicy(CachePolicyId))
      : undefined,
    originRequest: OriginRequestPolicyId
      ? deployedPolicy(
          "origin request policy",
          OriginRequestPolicyId,
          deployment.originRequestPolicy(OriginRequestPolicyId),
        )
      : undefined,
    responseHeaders: ResponseHeadersPolicyId
      ? deployedPolicy(
          "response headers policy",
          ResponseHeadersPolicyId,
          deployment.responseHeadersPolicy(ResponseHeadersPolicyId),
        )
      : undefined,
  };
}

function deployedPolicy<Policy>(kind: string, id: string, policy: Policy | undefined): Policy {
  if (policy !== undefined) return policy;
  throw new LoopbackError(
    `A behavior names the ${kind} '${id}', which is not deployed. Create it, or use another one.`,
  );
}
