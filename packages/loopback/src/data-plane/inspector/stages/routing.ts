import type { CacheBehavior } from "@aws-sdk/client-cloudfront";
import { matchPathPattern, normalizePath } from "@featheredge/aws-rules";
import type { ConsideredBehavior, ProjectView, Stage } from "@featheredge/inspector/api";
import type { ServedDistribution } from "../../base/distribution.ts";
import type { RequestTrace } from "../../base/trace.ts";
import { hostName } from "../../http/headers.ts";
import { distributionName } from "../names.ts";
import { uriAndQuery } from "./messages.ts";

/** How the host led to a distribution, and the path to a behavior. Undefined if no distribution has the host. */
export async function routingStage(trace: RequestTrace, project: ProjectView | undefined): Promise<Stage | undefined> {
  const { distribution, behavior, url } = trace;
  if (distribution === undefined) return undefined;
  const { uri } = uriAndQuery(url);
  const isRoot = distribution.rootPath !== undefined && uri === "/";
  const path = isRoot ? distribution.rootPath : uri;
  return {
    kind: "routing",
    distribution: hostReason(trace.host, distribution),
    behaviors: behavior === undefined ? [] : await considered(distribution, path, behavior.index, isRoot, project),
    ...(behavior === undefined ? {} : { origin: behavior.targetOriginId }),
  };
}

function hostReason(host: string, { deployed, domainName, id }: ServedDistribution): string {
  const name = hostName(host);
  const local = name.endsWith(".localhost") ? name.slice(0, -".localhost".length) : name;
  const shown = distributionName(deployed);
  if (deployed.config.Staging)
    return `The continuous deployment sent the request to the staging distribution ${shown}.`;
  if (local === domainName.toLowerCase()) return `The host is the domain name of the distribution ${shown}.`;
  if (local === id.toLowerCase()) return `The host has the id of the distribution ${shown}.`;
  const alias = deployed.config.Aliases?.Items?.find((one) =>
    one.startsWith("*.") ? local.endsWith(one.slice(1).toLowerCase()) : one.toLowerCase() === local,
  );
  if (alias !== undefined) return `The host matches '${alias}', an alias of the distribution ${shown}.`;
  return `The host '${name}' leads to ${shown}, the only distribution.`;
}

/** Every behavior in the distribution's order, with the reason why it was taken or passed over. */
async function considered(
  distribution: ServedDistribution,
  path: string,
  taken: number | "default",
  isRoot: boolean,
  project: ProjectView | undefined,
): Promise<ConsideredBehavior[]> {
  const ordered: readonly CacheBehavior[] = distribution.deployed.config.CacheBehaviors?.Items ?? [];
  const normal = normalizePath(path);
  const shown = isRoot ? `'${path}', the default root object,` : `'${normal}'`;
  const list: ConsideredBehavior[] = ordered.map(({ PathPattern = "*" }, index) => {
    if (taken !== "default" && index > taken) {
      const alsoMatches = matchPathPattern(PathPattern, normal);
      const why = alsoMatches
        ? "It matches too, but an earlier behavior has matched."
        : "An earlier behavior has matched.";
      return { index, pathPattern: PathPattern, decision: "not-reached", why };
    }
    if (index === taken) {
      return { index, pathPattern: PathPattern, decision: "taken", why: `The first pattern that matches ${shown}.` };
    }
    return { index, pathPattern: PathPattern, decision: "passed-over", why: mismatch(PathPattern, normal, shown) };
  });
  const fallback: ConsideredBehavior =
    taken === "default"
      ? {
          index: "default",
          pathPattern: "*",
          decision: "taken",
          why: `No pattern of another behavior matches ${shown}.`,
        }
      : {
          index: "default",
          pathPattern: "*",
          decision: "not-reached",
          why: "It takes only paths that no pattern matches.",
        };
  return Promise.all(
    [...list, fallback].map(async (behavior) => {
      const { index, pathPattern } = behavior;
      const source = await project?.positionOf({
        comment: distribution.deployed.config.Comment ?? "",
        index,
        pathPattern,
      });
      return source === undefined ? behavior : { ...behavior, source };
    }),
  );
}

/** Why a pattern does not match: the part of it that the path lacks. */
function mismatch(pattern: string, path: string, shown: string): string {
  const wanted = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : `/${pattern}`;
  if (matchPathPattern(pattern.toLowerCase(), path.toLowerCase())) return `${shown} differs in upper and lower case.`;
  const first = wanted.search(/[*?]/);
  const prefix = first < 0 ? wanted : wanted.slice(0, first);
  if (first < 0) return `${shown} is not '${wanted}'.`;
  if (!path.startsWith(prefix)) return `${shown} does not begin with '${prefix}'.`;
  const suffix = wanted.slice(Math.max(wanted.lastIndexOf("*"), wanted.lastIndexOf("?")) + 1);
  if (!path.endsWith(suffix)) return `${shown} does not end with '${suffix}'.`;
  return `${shown} does not match.`;
}
