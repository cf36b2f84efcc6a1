import { inspectorHost, type RequestToSend } from "@featheredge/inspector/api";
import { HostIndex } from "../2-routing/host-index.ts";
import { hostName } from "../http/headers.ts";
import { type InspectorContext, InspectorFault } from "./context.ts";
import { findDistribution } from "./resources/distributions.ts";

/**
 * The Host of a request to send. A port of this data plane follows the protocol, as in a browser that opens the same page
 * by the other protocol.
 * @param keptHost that of the request that is repeated
 * @throws {InspectorFault} for a host that does not lead to the named distribution
 */
export function hostToSend(
  context: Pick<InspectorContext, "deployment" | "ports">,
  { distribution, host }: Pick<RequestToSend, "distribution" | "host">,
  keptHost: string | undefined,
  protocol: "http" | "https",
): string {
  const named = distribution === undefined ? undefined : findDistribution(context, distribution);
  if (host !== undefined && hostName(host) === inspectorHost) {
    throw new InspectorFault(400, `The host '${host}' is the inspector's own. Give the host of a distribution.`);
  }
  if (host !== undefined && named !== undefined) {
    const { id } = new HostIndex().find(host, context.deployment.distributions) ?? {};
    // Viewers reach a staging distribution by the hosts of its primary one.
    if (id === undefined || (id !== named.id && id !== named.primaryId)) {
      const known = [named.domainName, ...(named.config.Aliases?.Items ?? [])].join(", ");
      throw new InspectorFault(
        400,
        `The host '${host}' does not lead to the distribution '${distribution}', whose hosts are ${known}. ` +
          "Give one of them, or omit 'distribution'.",
      );
    }
  }
  const chosen = host ?? named?.domainName ?? keptHost;
  if (chosen === undefined) {
    throw new InspectorFault(400, "Name the 'distribution', its 'host', or a request in 'from' that this one repeats.");
  }
  const ports = context.ports();
  const [here, other] = protocol === "https" ? [ports.https, ports.http] : [ports.http, ports.https];
  return chosen.replace(/:(\d+)$/, (port, digits: string) => (Number(digits) === other ? `:${here}` : port));
}
