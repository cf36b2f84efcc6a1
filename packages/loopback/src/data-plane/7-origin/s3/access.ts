import type { S3Caller } from "../../base/origin.ts";
import { judge } from "./bucket-policy.ts";
import type { BucketRules, Grant } from "./bucket-rules.ts";

export interface S3Access {
  readonly caller: S3Caller;
  readonly action: "s3:GetObject" | "s3:PutObject" | "s3:DeleteObject" | "s3:ListBucket";
  readonly bucket: string;
  readonly key: string;
  /** Whether the request goes over HTTPS. */
  readonly secure: boolean;
  /** The object's own list, for `s3:GetObject`. */
  readonly objectGrants?: readonly Grant[];
}

const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";

/**
 * In whose name CloudFront asks S3 by an origin access control.
 * @param signing - The control's `SigningBehavior`; `no-override` leaves a viewer's own signature in place.
 * @returns `undefined` where the viewer's own signature goes to S3.
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
 * Whether S3 lets CloudFront do something, by the bucket's policy, access control lists and public access block.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function mayAccess(rules: BucketRules, access: S3Access): boolean {
  const { caller, action, bucket, key } = access;
  const arn = `arn:aws:s3:::${bucket}`;
  const said = judge(rules.policy, {
    principals: principalsOf(caller),
    action,
    resource: action === "s3:ListBucket" ? arn : `${arn}/${key}`,
    context: contextOf(caller, access.secure),
  });
  if (said === "denied") {
    return false;
  }
  // What is public by policy is then the owner's and the services' only.
  const isRestricted = caller.type === "anonymous" && rules.publicAccessBlock.restrictPublicBuckets;
  return (said === "allowed" && !isRestricted) || isGranted(rules, access);
}

/**
 * What S3 answers in place of an object, by what the caller may do.
 * Who may not list a bucket does not learn which objects are missing.
 * @returns `undefined` when the object is to be read.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function refusedObject(
  found: { readonly mayGet: boolean; readonly mayList: boolean; readonly exists: boolean },
  key: string,
): { readonly status: 403 | 404; readonly body: string } | undefined {
  if (found.mayGet && found.exists) {
    return undefined;
  }
  if (found.mayGet && found.mayList) {
    const text = `<Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>${escapeXml(key)}</Key>`;
    return { status: 404, body: errorXml(text) };
  }
  return { status: 403, body: errorXml("<Code>AccessDenied</Code><Message>Access Denied</Message>") };
}

function principalsOf(caller: S3Caller): [string, string][] {
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

function contextOf(caller: S3Caller, secure: boolean): Record<string, string> {
  const context = { "aws:securetransport": String(secure), "aws:principalisawsservice": "false" };
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

/** Lists grant nothing to services. */
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
