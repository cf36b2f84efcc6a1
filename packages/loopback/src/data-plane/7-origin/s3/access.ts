import type { S3Caller } from "../../base/origin.ts";
import { evaluatePolicy } from "../resource-policy.ts";
import type { BucketRules, Grant } from "./bucket-rules.ts";

/** An action of CloudFront on a bucket or an object. */
export interface S3Access {
  readonly caller: S3Caller;
  readonly action: "s3:GetObject" | "s3:PutObject" | "s3:DeleteObject" | "s3:ListBucket";
  readonly bucket: string;
  readonly key: string;
  /** True if the request is sent over HTTPS. */
  readonly secure: boolean;
  /** The access point that the request came through. */
  readonly accessPoint?: { readonly arn: string; readonly account: string };
  /** The object's access control list, for `s3:GetObject`. */
  readonly objectGrants?: readonly Grant[];
}

const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";

/**
 * The identity of CloudFront's requests with an origin access control.
 * @param signing the control's `SigningBehavior`; with `no-override`, a viewer's own signature is kept
 * @returns undefined if the request carries the viewer's own signature
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function oacCaller(
  signing: "always" | "never" | "no-override",
  distribution: { readonly arn: string; readonly account: string },
  viewerSigned: boolean,
): S3Caller | undefined {
  if (viewerSigned && signing !== "always") {
    return undefined;
  }
  const { arn, account } = distribution;
  return signing === "never" ? { type: "anonymous" } : { type: "distribution", arn, account };
}

/**
 * True if S3 allows an action, by the bucket's policy, access control lists and public access block.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function mayAccess(rules: BucketRules, access: S3Access): boolean {
  const { caller, action, bucket, key } = access;
  const arn = `arn:aws:s3:::${bucket}`;
  const effect = evaluatePolicy(rules.policy, {
    principals: principalsOf(caller),
    action,
    resource: action === "s3:ListBucket" ? arn : `${arn}/${key}`,
    context: contextOf(caller, access),
  });
  if (effect === "denied") {
    return false;
  }
  // RestrictPublicBuckets limits a public policy to the bucket's account and AWS services.
  const isRestricted = caller.type === "anonymous" && rules.publicAccessBlock.restrictPublicBuckets;
  return (effect === "allowed" && !isRestricted) || isGranted(rules, access);
}

/**
 * S3's error for an object that can't be read. Callers that may not list a bucket get 403 for a missing object, too, so
 * that they don't learn which objects exist.
 * @returns undefined if the object can be read
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function refusedObject(
  request: { readonly mayGet: boolean; readonly mayList: boolean; readonly exists: boolean },
  key: string,
): { readonly status: 403 | 404; readonly body: string } | undefined {
  if (request.mayGet && request.exists) {
    return undefined;
  }
  if (request.mayGet && request.mayList) {
    const text = `<Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>${escapeXml(key)}</Key>`;
    return { status: 404, body: errorXml(text) };
  }
  return { status: 403, body: errorXml("<Code>AccessDenied</Code><Message>Access Denied</Message>") };
}

/** The principals that a policy may name for a caller. */
export function principalsOf(caller: S3Caller): [string, string][] {
  if (caller.type === "distribution") {
    return [["Service", "cloudfront.amazonaws.com"]];
  }
  return caller.type === "anonymous"
    ? []
    : [
        ["AWS", `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${caller.id}`],
        ["CanonicalUser", caller.canonicalUserId],
      ];
}

/** The values of condition keys for a request. */
export function contextOf(
  caller: S3Caller,
  { secure, accessPoint }: Pick<S3Access, "secure" | "accessPoint">,
): Record<string, string> {
  const context = {
    "aws:securetransport": String(secure),
    "aws:principalisawsservice": "false",
    ...(accessPoint === undefined
      ? {}
      : { "s3:dataaccesspointarn": accessPoint.arn, "s3:dataaccesspointaccount": accessPoint.account }),
  };
  return caller.type !== "distribution"
    ? context
    : {
        ...context,
        "aws:principalisawsservice": "true",
        "aws:principalservicename": "cloudfront.amazonaws.com",
        "aws:sourcearn": caller.arn,
        "aws:sourceaccount": caller.account,
      };
}

/** Access control lists grant nothing to services, and so nothing to origin access controls. */
function isGranted(rules: BucketRules, { caller, action, objectGrants = [] }: S3Access): boolean {
  if (rules.aclsDisabled || caller.type === "distribution") {
    return false;
  }
  const grants = action === "s3:GetObject" ? objectGrants : rules.grants;
  const permission = action === "s3:GetObject" || action === "s3:ListBucket" ? "READ" : "WRITE";
  return grants.some(
    (grant) =>
      [permission, "FULL_CONTROL"].includes(grant.permission) &&
      ((grant.grantee === everyone && !rules.publicAccessBlock.ignorePublicAcls) ||
        (caller.type === "identity" && grant.grantee === caller.canonicalUserId)),
  );
}

function errorXml(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${content}</Error>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
