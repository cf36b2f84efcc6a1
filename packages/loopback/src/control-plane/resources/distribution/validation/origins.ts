import type { DistributionConfig, Origin } from "@aws-sdk/client-cloudfront";
import {
  checkCompletionTimeout,
  checkCustomHeaders,
  checkFailoverStatuses,
  checkOriginAccess,
  checkOriginHeader,
  checkOriginShieldRegion,
  distributionQuotas as quotas,
} from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import type { Context } from "../../../context.ts";
import { CloudFrontError } from "../../../protocol/errors.ts";
import { inRange, invalid, oneOf } from "../../../shared/invalid.ts";
import { originAccessControlKind } from "../../origin-access-control/kind.ts";
import { originAccessIdentityKind } from "../../origin-access-identity/kind.ts";
import { vpcOriginKind } from "../../vpc-origin/kind.ts";

/** A bucket's domain name. Website endpoints do not match: they are custom origins. */
const bucketDomain = /\.s3(?!-website)[\w.-]*\.amazonaws\.com(\.cn)?$/;

/**
 * Checks a distribution's origins and origin groups.
 * @returns the ids that behaviors may name.
 */
export function checkOrigins(config: DistributionConfig, context: Context): ReadonlySet<string> {
  const origins = config.Origins?.Items ?? [];
  if (origins.length === 0) {
    invalid("The distribution has no origin; it needs at least one.");
  }
  if (origins.length > quotas.origins.value) {
    throw new CloudFrontError(
      "TooManyOrigins",
      `There are ${origins.length} origins; CloudFront takes ${quotas.origins.value}.`,
    );
  }
  const ids = new Set<string>();
  for (const origin of origins) {
    checkOrigin(origin, context);
    addId(ids, origin.Id ?? "");
  }
  const groups = config.OriginGroups?.Items ?? [];
  if (groups.length > quotas.originGroups.value) {
    throw new CloudFrontError("TooManyOriginGroupsPerDistribution", `There are ${groups.length}; CloudFront takes 10.`);
  }
  const originIds = new Set(ids);
  for (const { Id: id = "", Members: members, FailoverCriteria: criteria } of groups) {
    if (members?.Items?.length !== 2) {
      invalid(`The origin group '${id}' has ${members?.Items?.length ?? 0} members; it needs two.`);
    }
    for (const { OriginId: origin = "" } of members.Items) {
      if (!originIds.has(origin)) {
        throw new CloudFrontError(
          "NoSuchOrigin",
          `The origin group '${id}' names the origin '${origin}', which the distribution does not have.`,
        );
      }
    }
    const diagnostic = checkFailoverStatuses(criteria?.StatusCodes?.Items ?? []);
    if (diagnostic !== undefined) {
      invalid(`The origin group '${id}': ${sentences(diagnostic)}`);
    }
    addId(ids, id);
  }
  return ids;
}

function addId(ids: Set<string>, id: string): void {
  if (id === "" || id.length > 128 || ids.has(id)) {
    invalid(`The origin id '${id}' must have 1 to 128 characters, and no other origin or origin group may have it.`);
  }
  ids.add(id);
}

function checkOrigin(origin: Origin, context: Context): void {
  const { Id: id, DomainName: domain = "", OriginPath: path = "" } = origin;
  const kinds = [origin.S3OriginConfig, origin.CustomOriginConfig, origin.VpcOriginConfig].filter(Boolean).length;
  if (kinds !== 1) {
    invalid(`The origin '${id}' must have one of S3OriginConfig, CustomOriginConfig and VpcOriginConfig.`);
  }
  if (!/^[A-Za-z0-9._-]+$/.test(domain) || domain.length > 253 || !domain.includes(".")) {
    throw new CloudFrontError(
      "InvalidOrigin",
      `Origin '${id}': '${domain}' is not a valid domain name. Use letters, digits, '-', '_' and '.'.`,
    );
  }
  if (origin.S3OriginConfig && !bucketDomain.test(domain)) {
    invalid(`The parameter Origin DomainName '${domain}' does not refer to a valid S3 bucket.`);
  }
  if (/[^\x21-\x7e]/.test(path)) {
    invalid(`The parameter OriginPath ${JSON.stringify(path)} must have printable ASCII characters only.`);
  }
  if (path !== "" && (!path.startsWith("/") || path.endsWith("/"))) {
    invalid(`The parameter OriginPath '${path}' must begin with a slash and not end with one.`);
  }
  inRange("ConnectionAttempts", origin.ConnectionAttempts, 1, quotas.originConnectAttempts.value);
  inRange("ConnectionTimeout", origin.ConnectionTimeout, 1, quotas.originConnectTimeoutSeconds.value);
  if ((origin.CustomHeaders?.Items?.length ?? 0) > quotas.originCustomHeaders.value) {
    throw new CloudFrontError(
      "TooManyOriginCustomHeaders",
      `The origin '${id}' has more than ${quotas.originCustomHeaders.value}.`,
    );
  }
  const headers = origin.CustomHeaders?.Items ?? [];
  const [diagnostic] = [
    ...checkCustomHeaders(headers.map(({ HeaderName = "", HeaderValue = "" }) => [HeaderName, HeaderValue])),
    ...headers.flatMap(({ HeaderName = "" }) => checkOriginHeader(HeaderName) ?? []),
  ];
  if (diagnostic !== undefined) invalid(`The origin '${id}': ${sentences(diagnostic)}`);
  checkCustom(origin);
  checkShield(origin);
  checkAccess(origin, context);
}

function checkCustom(origin: Origin): void {
  const { Id: id, CustomOriginConfig: custom, VpcOriginConfig: vpc, S3OriginConfig: bucket } = origin;
  for (const port of [custom?.HTTPPort, custom?.HTTPSPort]) {
    if (port !== undefined && port !== 80 && port !== 443 && !(port >= 1_024 && port <= 65_535)) {
      invalid(`The origin '${id}' has the port ${port}; it must be 80, 443 or from 1024 to 65535.`);
    }
  }
  oneOf("OriginProtocolPolicy", custom?.OriginProtocolPolicy, ["http-only", "match-viewer", "https-only"]);
  for (const protocol of custom?.OriginSslProtocols?.Items ?? []) {
    oneOf("OriginSslProtocols", protocol, ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"]);
  }
  oneOf("IpAddressType", custom?.IpAddressType ?? "ipv4", ["ipv4", "ipv6", "dualstack"]);
  const certificate = custom?.OriginMtlsConfig?.ClientCertificateArn;
  if (certificate !== undefined && !/^arn:aws:acm:us-east-1:\d{12}:certificate\/.+$/.test(certificate)) {
    invalid(`The parameter ClientCertificateArn '${certificate}' must be the ARN of an ACM certificate in us-east-1.`);
  }
  const most = quotas.originResponseTimeoutSeconds.value;
  const { OriginKeepaliveTimeout: keep = 5 } = custom ?? vpc ?? {};
  const { OriginReadTimeout: read = 30 } = custom ?? vpc ?? bucket ?? {};
  if (read < 1 || read > most) {
    throw new CloudFrontError(
      "InvalidOriginReadTimeout",
      `OriginReadTimeout is ${read}; it must be from 1 to ${most}.`,
    );
  }
  const completion = checkCompletionTimeout(origin.ResponseCompletionTimeout ?? 0, read);
  if (completion !== undefined) invalid(`The origin '${id}': ${sentences(completion)}`);
  const longest = quotas.originKeepaliveTimeoutSeconds.value;
  if (keep < 1 || keep > longest) {
    throw new CloudFrontError(
      "InvalidOriginKeepaliveTimeout",
      `OriginKeepaliveTimeout is ${keep}; it must be from 1 to ${longest}.`,
    );
  }
}

function checkShield({ Id: id, OriginShield: shield }: Origin): void {
  if (!shield?.Enabled) return;
  const diagnostic = checkOriginShieldRegion(shield.OriginShieldRegion ?? "");
  if (diagnostic !== undefined) invalid(`The origin '${id}': ${sentences(diagnostic)}`);
}

function checkAccess(origin: Origin, { account }: Context): void {
  const { Id: id, DomainName: domain = "", OriginAccessControlId: control, VpcOriginConfig: vpc } = origin;
  const identity = origin.S3OriginConfig?.OriginAccessIdentity;
  if (control && identity) {
    throw new CloudFrontError(
      "IllegalOriginAccessConfiguration",
      `The origin '${id}' has both an origin access control and an origin access identity; keep the former.`,
    );
  }
  const accessControl = control ? account.all(originAccessControlKind).get(control) : undefined;
  if (control && accessControl === undefined) {
    throw new CloudFrontError("InvalidOriginAccessControl", `The origin access control '${control}' does not exist.`);
  }
  const misfit =
    accessControl &&
    checkOriginAccess(domain, {
      originType: accessControl.config.OriginAccessControlOriginType,
      signingProtocol: accessControl.config.SigningProtocol,
    });
  if (misfit !== undefined) {
    throw new CloudFrontError("InvalidDomainNameForOriginAccessControl", `The origin '${id}': ${sentences(misfit)}`);
  }
  const [, identityId = ""] = /^origin-access-identity\/cloudfront\/(\w+)$/.exec(identity ?? "") ?? [];
  if (identity && account.all(originAccessIdentityKind).get(identityId) === undefined) {
    throw new CloudFrontError(
      "InvalidOriginAccessIdentity",
      `The origin access identity '${identity}' does not exist.`,
    );
  }
  if (vpc !== undefined && account.all(vpcOriginKind).get(vpc.VpcOriginId ?? "") === undefined) {
    throw new CloudFrontError("EntityNotFound", `The VPC origin '${vpc.VpcOriginId}' does not exist.`);
  }
}
