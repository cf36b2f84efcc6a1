import type { Origin, OriginGroup } from "@aws-sdk/client-cloudfront";
import type { DeployedDistribution, Deployment } from "../../deployment.ts";
import type { Behavior } from "./behavior.ts";

interface ErrorPage {
  readonly path: string;
  readonly status: number;
}

/** A distribution as requests are served from it: read once for each of its ETags. */
export interface ServedDistribution {
  readonly deployed: DeployedDistribution;
  readonly id: string;
  readonly domainName: string;
  /** `Via` of HTTP/1.1, as it is sent to the origin and to viewers. */
  readonly via: string;
  /** The path that `/` stands for. */
  readonly rootPath: string | undefined;
  readonly origins: ReadonlyMap<string, Origin>;
  readonly originGroups: ReadonlyMap<string, OriginGroup>;
  readonly errorPages: ReadonlyMap<number, ErrorPage>;
  readonly errorCaching: ErrorCaching;
  readonly geo: { readonly type: "whitelist" | "blacklist"; readonly countries: ReadonlySet<string> } | undefined;
  /** The first behavior whose pattern matches the normalized path, or the default behavior. */
  behaviorFor(path: string, deployment: Deployment): Behavior;
}

/** Seconds by status, where a distribution has custom error responses. */
export type ErrorCaching = (status: number) => number;
