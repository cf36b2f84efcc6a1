import type { Loopback } from "@featheredge/loopback";

/** Where each distribution is served, and where its requests' ways can be read. */
export function describeServed(
  { deployment, edge }: Pick<Loopback, "deployment" | "edge">,
  environment: string,
): string {
  if (edge === undefined) return "";
  const { httpPort, httpsPort } = edge;
  const served = [...deployment.distributions];
  const lines = served.flatMap(({ id, config }) => {
    const aliases = config.Aliases?.Items ?? [];
    const hosts = [
      ...(served.length === 1 ? ["localhost"] : []),
      `${id.toLowerCase()}.localhost`,
      ...aliases.map((alias) => `${alias}.localhost`),
    ];
    return [
      `  ${config.Comment || id}`,
      ...hosts.map((host) => `    http://${host}:${httpPort}/  https://${host}:${httpsPort}/`),
    ];
  });
  return [
    `\nServing ${environment}:`,
    ...lines,
    `  Each request's way: http://inspector.localhost:${httpPort}/requests`,
    "",
  ].join("\n");
}
