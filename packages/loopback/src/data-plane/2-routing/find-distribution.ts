import type { Deployment } from "../../deployment.ts";
import type { DataPlaneContext } from "../base/context.ts";
import { stagingDomain } from "./continuous-deployment.ts";
import { HostIndex } from "./host-index.ts";

/**
 * Finds the distribution that serves a request, by its host: the one of that name, or its staging distribution.
 * @param random from 0 to below 1, for continuous deployments by weight
 */
export function distributionFinder(deployment: Deployment, random: () => number): DataPlaneContext["findDistribution"] {
  const hosts = new HostIndex();
  return ({ host, headers }) => {
    const primary = hosts.find(host, deployment.distributions);
    // Viewers can't send requests to a staging distribution by its own name.
    if (primary?.deployed.config.Staging) return undefined;
    const staging = primary && stagingDomain(primary, headers, deployment, random);
    return (staging && hosts.find(staging, deployment.distributions)) || primary;
  };
}
