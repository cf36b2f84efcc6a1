import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { distributionQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../../context.ts";
import { CloudFrontError } from "../../../protocol/errors.ts";
import { invalid } from "../../../shared/invalid.ts";
import { distributionKind } from "../kind.ts";

const domain = /^(\*\.)?([a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;

/**
 * Aliases are unique in all of CloudFront, not only in an account, and need a certificate.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements
 */
export function checkAliases(config: DistributionConfig, { accounts }: Context, id: string | undefined): void {
  const aliases = config.Aliases?.Items ?? [];
  const most = distributionQuotas.aliases.value;
  if (aliases.length > most) {
    throw new CloudFrontError(
      "TooManyDistributionCNAMEs",
      `There are ${aliases.length} aliases; CloudFront takes ${most}.`,
    );
  }
  for (const alias of aliases) {
    if (!domain.test(alias)) {
      invalid(`The alias '${alias}' is no domain name.`);
    }
  }
  if (new Set(aliases.map((alias) => alias.toLowerCase())).size < aliases.length) {
    invalid("The distribution has an alias twice.");
  }
  if (aliases.length > 0 && config.ViewerCertificate?.CloudFrontDefaultCertificate) {
    throw new CloudFrontError(
      "InvalidViewerCertificate",
      `The alias '${aliases[0]}' needs a certificate that covers it: CloudFront's own one covers cloudfront.net only.`,
    );
  }
  for (const account of accounts) {
    for (const other of account.all(distributionKind)) {
      const taken = other.id === id ? undefined : aliases.find((alias) => hasAlias(other.config, alias));
      if (taken !== undefined) {
        throw new CloudFrontError(
          "CNAMEAlreadyExists",
          `One or more of the CNAMEs you provided are already associated with a different resource: '${taken}'.`,
        );
      }
    }
  }
}

/** In any case: domain names have none. */
export function hasAlias({ Aliases }: DistributionConfig, alias: string): boolean {
  return Aliases?.Items?.some((one) => one.toLowerCase() === alias.toLowerCase()) ?? false;
}
