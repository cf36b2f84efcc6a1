import { certificateNamesFor, zoneOf } from "@featheredge/aws-rules";
import type { RuleId } from "@featheredge/diagnostics";
import type { Environment } from "./schema.ts";

type Distribution = Environment["distributions"][string];

export interface Mistake {
  readonly message: string;
  readonly fix: string;
}

export type Report = (rule: RuleId, path: readonly (string | number)[], mistake: Mistake) => void;

/** Checks that the environment has a hosted zone for each name of which a distribution needs records, and the canonical host. */
export function checkNames({ dns }: Environment, distribution: Distribution, report: Report): void {
  const { aliases, certificate, canonicalHost, dnsRecords } = distribution;
  const zones = dns?.hostedZones.map(({ name }) => name) ?? [];
  const check = (key: string, names: readonly string[], purpose: string) => {
    const outside = names.filter((name) => zoneOf(name, zones) === undefined);
    if (outside.length === 0) return;
    const known = zones.length === 0 ? "there are none" : `they are ${zones.join(", ")}`;
    report("FE-ENV-020", [key], {
      message: `${outside.join(", ")} must be in one of dns.hostedZones, which get ${purpose}, but ${known}.`,
      fix: "Add the zone below 'dns'.",
    });
  };
  if (typeof certificate === "object") {
    const names = certificateNamesFor(certificate, aliases);
    if (names.length === 0)
      report("FE-ENV-007", ["certificate"], { message: "has no name.", fix: "Add aliases, or a domainName." });
    check("certificate", names, "the records that validate the certificate");
  }
  if (dnsRecords !== undefined) check("dnsRecords", aliases, "the records of the aliases");
  if (canonicalHost !== undefined && !aliases.includes(canonicalHost.host)) {
    const known = aliases.length === 0 ? "none" : aliases.join(", ");
    const message = `'${canonicalHost.host}' must be one of the aliases, but the distribution's are: ${known}.`;
    report("FE-ENV-021", ["canonicalHost", "host"], { message, fix: "Add it to aliases." });
  }
}
