import { checkCoverage } from "@featheredge/aws-rules";
import { blocks, constant, list, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Reports aliases that a certificate of the same stack does not cover; the names of other certificates are unknown. */
export function checkCertificates(resources: readonly Resource[]): StackDiagnostic[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  return resources
    .filter(({ type }) => type === "aws_cloudfront_distribution")
    .flatMap(({ address, values }) => {
      const [{ acm_certificate_arn: arn } = {}] = blocks(values.viewer_certificate);
      const certificate = byAddress.get(certificateAddress(arn, byAddress) ?? "");
      if (certificate === undefined) return [];
      const names = [certificate.values.domain_name, ...list(certificate.values.subject_alternative_names)];
      const known = names.map(constant);
      const aliases = list(values.aliases).flatMap((alias) => constant(alias) ?? []);
      if (!known.every((name) => name !== undefined)) return [];
      return at(`${address}.viewer_certificate`, checkCoverage(aliases, known));
    });
}

/** The certificate that an ARN refers to, directly or through its validation. */
function certificateAddress(arn: unknown, byAddress: ReadonlyMap<string, Resource>): string | undefined {
  const validation = byAddress.get(referenced(arn, "certificate_arn") ?? "");
  return referenced(validation?.values.certificate_arn ?? arn, "arn");
}
