import { certificateNamesFor, zoneOf } from "@featheredge/aws-rules";
import type { RuleId } from "@featheredge/diagnostics";
import type { Environment } from "./schema.ts";

type Distribution = Environment["distributions"][string];

export interface Mistake {
  readonly message: string;
  readonly fix: string;
}

export type Report = (rule: RuleId, path: readonly (string | number)[], mistake: Mistake) => void;

/** Reports names that are in none of the environment's hosted zones, which get their records. @param purpose completes "which get" */
export function checkZones(
  { dns }: Environment,
  key: readonly string[],
  { names, purpose }: { readonly names: readonly string[]; readonly purpose: string },
  report: Report,
): void {
  const zones = dns?.hostedZones.map(({ name }) => name) ?? [];
  const outside = names.filter((name) => zoneOf(name, zones) === undefined);
  if (outside.length === 0) return;
  const known = zones.length === 0 ? "there are none" : `they are ${zones.join(", ")}`;
  report("FE-ENV-020", key, {
    message: `${outside.join(", ")} must be in one of dns.hostedZones, which get ${purpose}, but ${known}.`,
    fix: "Add the zone below 'dns'.",
  });
}

/** Checks that the environment has a hosted zone for each name of which a distribution needs records, and the canonical host. */
export function checkNames(environment: Environment, distribution: Distribution, report: Report): void {
  const { aliases, certificate, canonicalHost, dnsRecords } = distribution;
  if (typeof certificate === "object") {
    const names = certificateNamesFor(certificate, aliases);
    if (names.length === 0)
      report("FE-ENV-007", ["certificate"], { message: "has no name.", fix: "Add aliases, or a domainName." });
    checkZones(environment, ["certificate"], { names, purpose: "the records that validate the certificate" }, report);
  }
  if (dnsRecords !== undefined) {
    checkZones(environment, ["dnsRecords"], { names: aliases, purpose: "the records of the aliases" }, report);
  }
  if (canonicalHost !== undefined && !aliases.includes(canonicalHost.host)) {
    const known = aliases.length === 0 ? "none" : aliases.join(", ");
    const message = `'${canonicalHost.host}' must be one of the aliases, but the distribution's are: ${known}.`;
    report("FE-ENV-021", ["canonicalHost", "host"], { message, fix: "Add it to aliases." });
  }
}
