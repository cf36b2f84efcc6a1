import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { distributionQuotas, isCovered } from "@featheredge/aws-rules";
import type { Context } from "../../../context.ts";
import { CloudFrontError } from "../../../protocol/errors.ts";
import { invalid } from "../../../shared/invalid.ts";
import { distributionKind } from "../kind.ts";

const domain = /^(\*\.)?([a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;

/**
 * Checks aliases: each must be unique in all of CloudFront, not only in its account, and needs a certificate.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements
 */
export function checkAliases(config: DistributionConfig, context: Context, id: string | undefined): void {
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
      invalid(
        `The alias '${alias}' is not a valid domain name. Use letters, digits, '-' and '.', and '*.' only at its start.`,
      );
    }
  }
  if (new Set(aliases.map((alias) => alias.toLowerCase())).size < aliases.length) {
    invalid("The distribution has an alias twice.");
  }
  if (aliases.length > 0 && config.ViewerCertificate?.CloudFrontDefaultCertificate) {
    throw new CloudFrontError(
      "InvalidViewerCertificate",
      `The alias '${aliases[0]}' needs a certificate that covers it: CloudFront's default certificate covers cloudfront.net only.`,
    );
  }
  checkCertificate(config, context);
  for (const account of context.accounts) {
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

/**
 * Checks that a certificate of the loopback's ACM is issued and covers the aliases. Any other ARN is accepted: a test need
 * not request a certificate that its configuration names as existing.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements
 */
function checkCertificate({ Aliases, ViewerCertificate }: DistributionConfig, { findCertificate }: Context): void {
  const arn = ViewerCertificate?.ACMCertificateArn;
  const certificate = arn === undefined ? undefined : findCertificate?.(arn);
  if (certificate === undefined) return;
  if (!certificate.isIssued) {
    throw new CloudFrontError(
      "InvalidViewerCertificate",
      `The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain: '${arn}' is pending validation.`,
    );
  }
  const uncovered = Aliases?.Items?.find((alias) => !isCovered(alias, certificate.names));
  if (uncovered !== undefined) {
    throw new CloudFrontError(
      "InvalidViewerCertificate",
      `The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add: '${uncovered}'.`,
    );
  }
}

/** True if a config has an alias, in upper or lower case. */
export function hasAlias({ Aliases }: DistributionConfig, alias: string): boolean {
  return Aliases?.Items?.some((one) => one.toLowerCase() === alias.toLowerCase()) ?? false;
}
