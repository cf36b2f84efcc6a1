import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { distributionComment, errorCodes, securityPolicies } from "@featheredge/aws-rules";
import type { Context } from "../../../context.ts";
import { CloudFrontError } from "../../../protocol/errors.ts";
import { invalid, oneOf } from "../../../shared/invalid.ts";
import { continuousDeploymentPolicyKind } from "../../continuous-deployment-policy/kind.ts";
import { distributionKind } from "../kind.ts";

const webAcl = /^(arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[0-9a-f-]{36}|[0-9a-f-]{36})$/;

/** Checks all settings of a distribution except its aliases, origins and behaviors. */
export function checkSettings(config: DistributionConfig, context: Context, id: string | undefined): void {
  const { CallerReference: reference, Comment: comment = "", DefaultRootObject: root = "" } = config;
  if (!reference) {
    invalid("The parameter CallerReference is empty.");
  }
  const mostCharacters = distributionComment.characters;
  if (comment.length > mostCharacters) {
    invalid(`The parameter Comment has ${comment.length} characters; CloudFront takes ${mostCharacters}.`);
  }
  if (root.startsWith("/") || root.length > 255) {
    throw new CloudFrontError(
      "InvalidDefaultRootObject",
      `The default root object '${root}' must not begin with a slash.`,
    );
  }
  if (/[\s\p{Cc}]/u.test(root)) {
    throw new CloudFrontError(
      "InvalidDefaultRootObject",
      `The default root object ${JSON.stringify(root)} has a space or a control character.`,
    );
  }
  oneOf("PriceClass", config.PriceClass, ["PriceClass_100", "PriceClass_200", "PriceClass_All", "None"]);
  oneOf("HttpVersion", config.HttpVersion, ["http1.1", "http2", "http3", "http2and3"]);
  if (config.WebACLId && !webAcl.test(config.WebACLId)) {
    throw new CloudFrontError(
      "InvalidWebACLId",
      `'${config.WebACLId}' is not the ARN of a web ACL with the scope CLOUDFRONT.`,
    );
  }
  if (config.ConnectionMode === "tenant-only") {
    throw new CloudFrontError(
      "NotImplemented",
      "The loopback's CloudFront does not support multi-tenant distributions.",
    );
  }
  if (config.ViewerMtlsConfig !== undefined) {
    throw new CloudFrontError(
      "NotImplemented",
      "The loopback's CloudFront does not ask viewers for certificates: ViewerMtlsConfig is not emulated.",
    );
  }
  if (config.Logging?.Bucket && !/\.s3[\w.-]*\.amazonaws\.com$/.test(config.Logging.Bucket)) {
    invalid(`The parameter Logging Bucket '${config.Logging.Bucket}' does not refer to a valid S3 bucket.`);
  }
  checkCertificate(config.ViewerCertificate);
  checkErrorResponses(config.CustomErrorResponses?.Items ?? []);
  checkRestrictions(config.Restrictions?.GeoRestriction);
  checkContinuousDeployment(config, context, id);
}

function checkCertificate(certificate: DistributionConfig["ViewerCertificate"]): void {
  const { ACMCertificateArn: arn, IAMCertificateId: iam, SSLSupportMethod: method } = certificate ?? {};
  if (arn && !/^arn:aws:acm:us-east-1:\d{12}:certificate\/.+$/.test(arn)) {
    throw new CloudFrontError(
      "InvalidViewerCertificate",
      `The certificate '${arn}' must be a certificate of ACM in us-east-1.`,
    );
  }
  if ((arn || iam) && !["sni-only", "vip", "static-ip"].includes(method ?? "")) {
    throw new CloudFrontError(
      "InvalidViewerCertificate",
      `The SSLSupportMethod is '${method}'; with a certificate, use sni-only.`,
    );
  }
  const version = certificate?.MinimumProtocolVersion;
  const known: readonly string[] = securityPolicies.names;
  if (version !== undefined && !known.includes(version)) {
    throw new CloudFrontError(
      "InvalidMinimumProtocolVersion",
      `MinimumProtocolVersion is '${version}'; it must be one of ${known.join(", ")}.`,
    );
  }
}

type ErrorResponses = NonNullable<NonNullable<DistributionConfig["CustomErrorResponses"]>["Items"]>;

function checkErrorResponses(responses: ErrorResponses): void {
  const statuses: readonly number[] = errorCodes.statuses;
  const seen = new Set<number | undefined>();
  for (const { ErrorCode: code = 0, ResponseCode: answered, ResponsePagePath: page } of responses) {
    if (!statuses.includes(code)) {
      throw new CloudFrontError(
        "InvalidErrorCode",
        `The error code is ${code}; it must be one of ${statuses.join(", ")}.`,
      );
    }
    if (answered && ![200, ...statuses].map(String).includes(answered)) {
      throw new CloudFrontError(
        "InvalidResponseCode",
        `The response code is ${answered}; it must be 200 or one of ${statuses.join(", ")}.`,
      );
    }
    if (Boolean(answered) !== Boolean(page)) {
      invalid(`The error response for ${code} needs both ResponseCode and ResponsePagePath, or neither.`);
    }
    if (page && !/^\/[^\s\p{Cc}]*$/u.test(page)) {
      invalid(`The parameter ResponsePagePath ${JSON.stringify(page)} must begin with a slash and have no spaces.`);
    }
    if (seen.has(code)) invalid(`There are two error responses for ${code}.`);
    seen.add(code);
  }
}

type GeoRestriction = NonNullable<DistributionConfig["Restrictions"]>["GeoRestriction"];

function checkRestrictions(restriction: GeoRestriction): void {
  const { RestrictionType: type = "none", Items: countries = [] } = restriction ?? {};
  oneOf("RestrictionType", type, ["none", "whitelist", "blacklist"]);
  if ((type === "none") !== (countries.length === 0)) {
    throw new CloudFrontError(
      "InvalidGeoRestrictionParameter",
      `The restriction is ${type} with ${countries.length} countries: none has no countries, the others at least one.`,
    );
  }
  const malformed = countries.find((country) => !/^[A-Z]{2}$/.test(country));
  if (malformed !== undefined) {
    throw new CloudFrontError(
      "InvalidLocationCode",
      `'${malformed}' is not a two-letter country code (ISO 3166-1, upper case).`,
    );
  }
}

function checkContinuousDeployment(config: DistributionConfig, { account }: Context, id: string | undefined): void {
  const policy = config.ContinuousDeploymentPolicyId;
  if (config.Staging && (config.Aliases?.Items ?? []).length > 0) {
    invalid("A staging distribution can't have aliases: it serves those of its primary distribution.");
  }
  if (!policy) {
    return;
  }
  if (config.HttpVersion === "http3" || config.HttpVersion === "http2and3") {
    invalid("Continuous deployment is not supported for a distribution with HTTP/3.");
  }
  if (id === undefined) {
    invalid("Continuous deployment policy is not supported during distribution creation.");
  }
  if (account.all(continuousDeploymentPolicyKind).get(policy) === undefined) {
    throw new CloudFrontError("NoSuchContinuousDeploymentPolicy", `The policy '${policy}' does not exist.`);
  }
  if (config.Staging) {
    invalid("A staging distribution can't have a continuous deployment policy: its primary distribution has it.");
  }
  const other = account
    .all(distributionKind)
    .find((record) => record.id !== id && record.config.ContinuousDeploymentPolicyId === policy);
  if (other !== undefined) {
    throw new CloudFrontError("ContinuousDeploymentPolicyInUse", `The policy '${policy}' is in use by ${other.id}.`);
  }
}
