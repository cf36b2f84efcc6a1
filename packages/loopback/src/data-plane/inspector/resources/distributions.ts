import type { CacheBehavior, DefaultCacheBehavior, Origin } from "@aws-sdk/client-cloudfront";
import type { DistributionDetail, DistributionSummary } from "@featheredge/inspector/api";
import type { DeployedDistribution } from "../../../deployment.ts";
import { compileDistribution } from "../../2-routing/compile-distribution.ts";
import { defaultErrorCachingSeconds } from "../../5-cache/error-caching.ts";
import type { Behavior } from "../../base/behavior.ts";
import { type InspectorContext, InspectorFault } from "../context.ts";
import { distributionName, functionName } from "../names.ts";

type Context = Pick<InspectorContext, "deployment" | "project" | "ports">;

export function listDistributions(context: Context): DistributionSummary[] {
  const deployed = [...context.deployment.distributions];
  return deployed.map((distribution) => summaryOf(distribution, context, deployed.length === 1));
}

/** @param named an id, a domain name, an alias or a comment */
export function findDistribution({ deployment }: Pick<Context, "deployment">, named: string): DeployedDistribution {
  const all = [...deployment.distributions];
  const distribution =
    all.find(({ id }) => id.toLowerCase() === named.toLowerCase()) ??
    all.find(({ domainName, config }) => domainName === named || (config.Aliases?.Items ?? []).includes(named)) ??
    all.find((one) => distributionName(one) === named);
  if (distribution !== undefined) return distribution;
  const known = all.map((one) => `${one.id} (${distributionName(one)})`).join(", ");
  throw new InspectorFault(
    404,
    `There is no distribution '${named}'. ${known === "" ? "The loopback has no distribution" : `There are ${known}`}.`,
  );
}

export async function readDistribution(context: Context, named: string): Promise<DistributionDetail> {
  const distribution = findDistribution(context, named);
  const { config } = distribution;
  const served = compileDistribution(distribution);
  const configs: readonly (CacheBehavior | DefaultCacheBehavior)[] = [
    ...(config.CacheBehaviors?.Items ?? []),
    ...(config.DefaultCacheBehavior === undefined ? [] : [config.DefaultCacheBehavior]),
  ];
  const behaviors = await Promise.all(
    configs.map(async (one, position) => {
      const index = "PathPattern" in one ? position : "default";
      const compiled = served.behaviorAt(index, context.deployment);
      const pathPattern = compiled.pathPattern;
      const source = await context.project?.positionOf({ comment: config.Comment ?? "", index, pathPattern });
      return { ...behaviorView(compiled, one, context), ...(source === undefined ? {} : { source }) };
    }),
  );
  const functions = new Map(behaviors.flatMap((behavior) => behavior.functions.map((one) => [one.arn, one] as const)));
  const groups = config.OriginGroups?.Items ?? [];
  return {
    ...summaryOf(distribution, context, [...context.deployment.distributions].length === 1),
    behaviors: behaviors.map((behavior) => ({
      ...behavior,
      functions: behavior.functions.map(({ event, name, runtime }) => ({ event, name, runtime })),
    })),
    functions: Array.from(functions.values(), ({ name, arn, runtime }) => ({ name, arn, runtime })),
    origins: (config.Origins?.Items ?? []).map((origin) => ({
      id: origin.Id ?? "",
      domainName: origin.DomainName ?? "",
      path: origin.OriginPath ?? "",
      kind: originKind(origin),
      groups: groups
        .filter(({ Members }) => Members?.Items?.some(({ OriginId }) => OriginId === origin.Id))
        .map(({ Id = "" }) => Id),
      customHeaders: (origin.CustomHeaders?.Items ?? []).map(({ HeaderName = "" }) => HeaderName),
    })),
    originGroups: groups.map(({ Id = "", Members, FailoverCriteria }) => ({
      id: Id,
      members: (Members?.Items ?? []).map(({ OriginId = "" }) => OriginId),
      statuses: FailoverCriteria?.StatusCodes?.Items ?? [],
    })),
    policies: policiesIn(configs, context),
    errorPages: (config.CustomErrorResponses?.Items ?? []).map((page) => ({
      status: page.ErrorCode ?? 0,
      ...(page.ResponsePagePath ? { path: page.ResponsePagePath } : {}),
      ...(page.ResponseCode ? { answer: Number(page.ResponseCode) } : {}),
      cachedSeconds: page.ErrorCachingMinTTL ?? defaultErrorCachingSeconds,
    })),
  };
}

function summaryOf(distribution: DeployedDistribution, { ports }: Context, isOnly: boolean): DistributionSummary {
  const { id, domainName, config, primaryId } = distribution;
  return {
    id,
    name: distributionName(distribution),
    domainName,
    aliases: config.Aliases?.Items ?? [],
    enabled: config.Enabled !== false,
    ...(primaryId === undefined ? {} : { stagingOf: primaryId }),
    url: `http://${isOnly ? "localhost" : `${id.toLowerCase()}.localhost`}:${ports().http}/`,
    behaviorCount: (config.CacheBehaviors?.Items?.length ?? 0) + 1,
  };
}

function behaviorView(behavior: Behavior, config: CacheBehavior | DefaultCacheBehavior, { deployment }: Context) {
  const { CachePolicyId, OriginRequestPolicyId, ResponseHeadersPolicyId } = config;
  const named = (id: string | undefined, policy: { readonly Name?: string | undefined } | undefined) =>
    id ? { id, name: policy?.Name ?? id } : undefined;
  const cachePolicy = named(CachePolicyId, CachePolicyId ? deployment.cachePolicy(CachePolicyId) : undefined);
  const originRequestPolicy = named(
    OriginRequestPolicyId,
    OriginRequestPolicyId ? deployment.originRequestPolicy(OriginRequestPolicyId) : undefined,
  );
  const responseHeadersPolicy = named(
    ResponseHeadersPolicyId,
    ResponseHeadersPolicyId ? deployment.responseHeadersPolicy(ResponseHeadersPolicyId) : undefined,
  );
  return {
    index: behavior.index,
    pathPattern: behavior.pathPattern,
    origin: behavior.targetOriginId,
    viewerProtocol: behavior.viewerProtocol,
    methods: [...behavior.methods],
    compress: behavior.compress,
    functions: (Object.entries(behavior.functions) as [FunctionEvent, { arn: string; runtime: Runtime }][]).map(
      ([event, { arn, runtime }]) => ({ event, name: functionName(arn), arn, runtime }),
    ),
    ...(cachePolicy === undefined ? {} : { cachePolicy }),
    ...(originRequestPolicy === undefined ? {} : { originRequestPolicy }),
    ...(responseHeadersPolicy === undefined ? {} : { responseHeadersPolicy }),
    ttl: { min: behavior.ttl.minTtl, default: behavior.ttl.defaultTtl, max: behavior.ttl.maxTtl },
    keyParts: keyPartsOf(behavior),
  };
}

type FunctionEvent = keyof Behavior["functions"];
type Runtime = "cloudfront-function" | "lambda-at-edge";

function keyPartsOf({ key }: Behavior): string[] {
  const filtered = (kind: string, { kind: which, names }: Behavior["key"]["cookies"]) => {
    if (which === "none") return [];
    if (which === "all") return [`all ${kind}s`];
    if (which === "allExcept") return [`all ${kind}s except ${[...names].join(", ")}`];
    return Array.from(names, (name) => `${kind} ${name}`);
  };
  return [
    "path",
    ...filtered("query parameter", key.query),
    ...(key.gzip || key.brotli ? ["header accept-encoding"] : []),
    ...key.headers.map((name) => `header ${name}`),
    ...filtered("cookie", key.cookies),
  ];
}

function originKind(origin: Origin): "s3" | "custom" | "vpc" | "function-url" | "media" {
  const { DomainName = "" } = origin;
  if (origin.VpcOriginConfig !== undefined) return "vpc";
  if (/\.lambda-url\.[\w-]+\.on\.aws$/.test(DomainName)) return "function-url";
  if (/\.media(store|package)/.test(DomainName)) return "media";
  return origin.S3OriginConfig === undefined ? "custom" : "s3";
}

/** Each policy once. */
function policiesIn(
  configs: readonly (CacheBehavior | DefaultCacheBehavior)[],
  { deployment }: Context,
): DistributionDetail["policies"] {
  const kinds = [
    ["cache", "CachePolicyId", deployment.cachePolicy],
    ["origin-request", "OriginRequestPolicyId", deployment.originRequestPolicy],
    ["response-headers", "ResponseHeadersPolicyId", deployment.responseHeadersPolicy],
  ] as const;
  return kinds.flatMap(([kind, field, read]) => {
    const ids = new Set(configs.flatMap((config) => config[field] || []));
    return Array.from(ids, (id) => {
      const config = read(id);
      return { kind, id, name: config?.Name ?? id, config };
    });
  });
}
