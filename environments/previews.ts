import { certificateNamesFor } from "@featheredge/aws-rules";
import { checkZones, type Report } from "./name-references.ts";
import type { Environment } from "./schema.ts";

/** Checks the host names of a distribution's previews. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
export function checkPreview(environment: Environment, name: string, report: Report): void {
  const { preview } = environment.distributions[name] ?? {};
  if (preview === undefined) return;
  const { domainName, certificate, dnsRecords } = preview;
  if (domainName === undefined) {
    for (const key of ["certificate", "dnsRecords"] as const) {
      if (preview[key] === undefined) continue;
      report("FE-ENV-046", ["preview", key], {
        message: "has no effect without 'domainName': previews have no host names then.",
        fix: "Add domainName, such as 'preview.example.com', or remove the key.",
      });
    }
    return;
  }
  const names = [`*.${domainName}`];
  if (certificate === undefined) {
    report("FE-ENV-045", ["preview", "certificate"], {
      message: `is missing: '${names[0]}' needs an ACM certificate in us-east-1.`,
      fix: "Add its ARN, or {} to request one.",
    });
  }
  const taken = Object.entries(environment.distributions).find(
    ([key, other]) =>
      other.aliases.includes(names[0] ?? "") || (key !== name && other.preview?.domainName === domainName),
  );
  if (taken !== undefined) {
    report("FE-ENV-047", ["preview", "domainName"], {
      message: `'${names[0]}' is also a name of the distribution '${taken[0]}': CloudFront gives a name to one distribution.`,
      fix: "Choose another domain.",
    });
  }
  if (typeof certificate === "object") {
    const covered = certificateNamesFor(certificate, names);
    const purpose = "the records that validate the certificate";
    checkZones(environment, ["preview", "certificate"], { names: covered, purpose }, report);
  }
  if (dnsRecords !== undefined) {
    checkZones(environment, ["preview", "dnsRecords"], { names, purpose: "the records of previews" }, report);
  }
}
