import type { Origin, OriginGroup } from "@aws-sdk/client-cloudfront";
import type { DeployedDistribution, Deployment } from "../../deployment.ts";
import type { Behavior } from "./behavior.ts";

interface ErrorPage {
  /** The page's path, which is requested through the behavior that matches it. */
  readonly path: string;
  readonly status: number;
}

/** A distribution, compiled again only when it has changed. */
export interface ServedDistribution {
  readonly deployed: DeployedDistribution;
  readonly id: string;
  readonly domainName: string;
  /** The path of the default root object, which is served for `/`. */
  readonly rootPath: string | undefined;
  readonly origins: ReadonlyMap<string, Origin>;
  readonly originGroups: ReadonlyMap<string, OriginGroup>;
  readonly errorPages: ReadonlyMap<number, ErrorPage>;
  readonly errorCaching: ErrorCaching;
  readonly geo: { readonly type: "whitelist" | "blacklist"; readonly countries: ReadonlySet<string> } | undefined;
  /** The first behavior whose pattern matches the normalized path, or the default behavior. */
  behaviorFor(path: string, deployment: Deployment): Behavior;
  /** The behavior at a position, from 0. @throws {LoopbackError} if one of its policies is not deployed */
  behaviorAt(index: number | "default", deployment: Deployment): Behavior;
}

/** The `ErrorCachingMinTTL` in seconds for a status, by a distribution's custom error responses. */
export type ErrorCaching = (status: number) => number;
