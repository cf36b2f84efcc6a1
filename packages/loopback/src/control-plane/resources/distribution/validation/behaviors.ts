import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig } from "@aws-sdk/client-cloudfront";
import { checkFieldLevelEncryption, checkGrpc, checkPathPattern, distributionQuotas } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import type { Context } from "../../../context.ts";
import { CloudFrontError } from "../../../protocol/errors.ts";
import type { ConfigRecord } from "../../../shared/config-record.ts";
import { invalid, oneOf, reject } from "../../../shared/invalid.ts";
import type { Account, Kind } from "../../../state/account.ts";
import { cachePolicyKind } from "../../cache-policy/kind.ts";
import { managedCachePolicies } from "../../cache-policy/managed.ts";
import { fieldLevelEncryptionKind } from "../../field-level-encryption/kind.ts";
import { keyGroupKind } from "../../key-group/kind.ts";
import { originRequestPolicyKind } from "../../origin-request-policy/kind.ts";
import { managedOriginRequestPolicies } from "../../origin-request-policy/managed.ts";
import { realtimeLogConfigKind } from "../../realtime-log-config/kind.ts";
import { responseHeadersPolicyKind } from "../../response-headers-policy/kind.ts";
import { managedResponseHeadersPolicies } from "../../response-headers-policy/managed.ts";
import { checkForwardedValues } from "./forwarded-values.ts";

type Behavior = DefaultCacheBehavior | CacheBehavior;

/** The sets of methods that CloudFront allows. */
const methodSets = ["GET,HEAD", "GET,HEAD,OPTIONS", "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"];

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html */
export function checkPathPatterns(config: DistributionConfig): void {
  const patterns = config.CacheBehaviors?.Items?.map(({ PathPattern }) => PathPattern ?? "") ?? [];
  const most = distributionQuotas.behaviors.value;
  if (patterns.length > most) {
    throw new CloudFrontError(
      "TooManyCacheBehaviors",
      `There are ${patterns.length} behaviors; CloudFront takes ${most}.`,
    );
  }
  for (const pattern of patterns) {
    const diagnostic = checkPathPattern(pattern);
    if (diagnostic !== undefined) invalid(sentences(diagnostic));
  }
  const duplicate = patterns.find((pattern, index) => patterns.indexOf(pattern) !== index);
  if (duplicate !== undefined) {
    invalid(`Two behaviors have the path pattern '${duplicate}'.`);
  }
}

/**
 * Checks one behavior.
 * @param distribution - The ids of its origins and origin groups, and its HttpVersion.
 */
export function checkBehavior(
  behavior: Behavior,
  { targets, httpVersion }: { readonly targets: ReadonlySet<string>; readonly httpVersion: string | undefined },
  context: Context,
): void {
  if (!targets.has(behavior.TargetOriginId ?? "")) {
    throw new CloudFrontError(
      "NoSuchOrigin",
      `A behavior names the origin '${behavior.TargetOriginId}', which the distribution does not have.`,
    );
  }
  oneOf("ViewerProtocolPolicy", behavior.ViewerProtocolPolicy, ["allow-all", "https-only", "redirect-to-https"]);
  checkMethods(behavior);
  checkPolicies(behavior, context.account);
  checkForwardedValues(behavior);
  checkOthers(behavior, context.account);
  checkFeatures(behavior, httpVersion ?? "http2");
}

/** Checks the settings that gRPC and field-level encryption depend on. */
function checkFeatures(behavior: Behavior, httpVersion: string): void {
  const features = {
    allowedMethods: behavior.AllowedMethods?.Items ?? [],
    viewerProtocolPolicy: behavior.ViewerProtocolPolicy ?? "https-only",
    httpVersion,
  };
  if (behavior.GrpcConfig?.Enabled === true) reject(checkGrpc(features));
  const diagnostic = behavior.FieldLevelEncryptionId ? checkFieldLevelEncryption(features) : undefined;
  if (diagnostic !== undefined) {
    throw new CloudFrontError("IllegalFieldLevelEncryptionConfigAssociationWithCacheBehavior", sentences(diagnostic));
  }
}

function checkMethods({ AllowedMethods: methods }: Behavior): void {
  const allowed = methods?.Items ?? [];
  const cached = methods?.CachedMethods?.Items ?? [];
  if (!methodSets.includes([...allowed].sort().join())) {
    invalid(`The parameter AllowedMethods is ${allowed.join(", ")}; it must be one of ${methodSets.join("; ")}.`);
  }
  if (
    !methodSets.slice(0, 2).includes([...cached].sort().join()) ||
    cached.some((method) => !allowed.includes(method))
  ) {
    invalid(`The parameter CachedMethods is ${cached.join(", ")}; it must be GET,HEAD or, where allowed, OPTIONS too.`);
  }
}

function checkPolicies(behavior: Behavior, account: Account): void {
  const exists = <C>(kind: Kind<ConfigRecord<C>>, managed: readonly ConfigRecord<C>[], id: string) =>
    account.all(kind).get(id) !== undefined || managed.some((record) => record.id === id);
  const { CachePolicyId: cache, OriginRequestPolicyId: origin, ResponseHeadersPolicyId: headers } = behavior;
  if (cache && !exists(cachePolicyKind, managedCachePolicies, cache)) {
    throw new CloudFrontError("NoSuchCachePolicy", `The cache policy '${cache}' does not exist.`);
  }
  if (origin && !exists(originRequestPolicyKind, managedOriginRequestPolicies, origin)) {
    throw new CloudFrontError("NoSuchOriginRequestPolicy", `The origin request policy '${origin}' does not exist.`);
  }
  if (headers && !exists(responseHeadersPolicyKind, managedResponseHeadersPolicies, headers)) {
    throw new CloudFrontError(
      "NoSuchResponseHeadersPolicy",
      `The response headers policy '${headers}' does not exist.`,
    );
  }
  if (!cache && origin) {
    invalid("The parameter OriginRequestPolicyId needs a cache policy in the same behavior.");
  }
}

function checkOthers(behavior: Behavior, account: Account): void {
  const { TrustedKeyGroups: groups, RealtimeLogConfigArn: logs, FieldLevelEncryptionId: encryption } = behavior;
  const ids = groups?.Items ?? [];
  if (ids.length > distributionQuotas.keyGroupsPerBehavior.value) {
    throw new CloudFrontError(
      "TooManyKeyGroupsAssociatedToDistribution",
      `A behavior has ${ids.length} key groups; CloudFront takes 4.`,
    );
  }
  const unknown = ids.find((id) => account.all(keyGroupKind).get(id) === undefined);
  if (unknown !== undefined) {
    throw new CloudFrontError("TrustedKeyGroupDoesNotExist", `The key group '${unknown}' does not exist.`);
  }
  if (logs && !account.all(realtimeLogConfigKind).find(({ config }) => config.ARN === logs)) {
    throw new CloudFrontError("NoSuchRealtimeLogConfig", `The real-time log configuration '${logs}' does not exist.`);
  }
  if (encryption && account.all(fieldLevelEncryptionKind).get(encryption) === undefined) {
    throw new CloudFrontError("NoSuchFieldLevelEncryptionConfig", `The configuration '${encryption}' does not exist.`);
  }
}
