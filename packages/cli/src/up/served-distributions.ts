import type { Loopback } from "@featheredge/loopback";
import type { ServedDistribution } from "./state.ts";

/** Lists the distributions that a loopback serves, each with its URLs: its id, its aliases, and `localhost` for a sole one. */
export function servedDistributions({ deployment, edge }: Pick<Loopback, "deployment" | "edge">): ServedDistribution[] {
  if (edge === undefined) return [];
  const { httpPort, httpsPort } = edge;
  const served = [...deployment.distributions];
  return served.map(({ id, config }) => {
    const hosts = [
      ...(served.length === 1 ? ["localhost"] : []),
      `${id.toLowerCase()}.localhost`,
      ...(config.Aliases?.Items ?? []).map((alias) => `${alias}.localhost`),
    ];
    const urls = hosts.map((host) => ({ http: `http://${host}:${httpPort}/`, https: `https://${host}:${httpsPort}/` }));
    return { id, title: config.Comment || id, urls };
  });
}

/** The address of the inspector's list of requests. */
export function inspectorUrl({ edge }: Pick<Loopback, "edge">): string | undefined {
  return edge && `http://inspector.localhost:${edge.httpPort}/`;
}
