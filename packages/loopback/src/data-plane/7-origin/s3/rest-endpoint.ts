import { s3AddressOf } from "../../../moto/s3/s3-address.ts";
import type { OriginFailure, OriginResponse, S3Request, SendRequest } from "../../base/origin.ts";
import { type HeaderList, headerOf, withoutHeaders } from "../../http/headers.ts";
import { mayAccess, refusedObject, type S3Access } from "./access.ts";
import type { BucketReader } from "./bucket-rules.ts";
import { mayDecrypt } from "./encryption.ts";
import { s3Error, xmlError } from "./error-response.ts";

const actions: ReadonlyMap<string, S3Access["action"]> = new Map([
  ["GET", "s3:GetObject"],
  ["HEAD", "s3:GetObject"],
  ["POST", "s3:PutObject"],
  ["PUT", "s3:PutObject"],
  ["DELETE", "s3:DeleteObject"],
]);

/**
 * Query parameters of requests for a setting of a bucket or an object, or for several objects. Each needs its own
 * permission, which the permissions to read, list or write objects do not include; here every distribution lacks it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const subresources: ReadonlySet<string> = new Set([
  ...[
    "accelerate",
    "acl",
    "analytics",
    "attributes",
    "cors",
    "delete",
    "encryption",
    "intelligent-tiering",
    "inventory",
  ],
  ...["legal-hold", "lifecycle", "location", "logging", "metrics", "notification", "object-lock", "ownershipControls"],
  ...["policy", "policyStatus", "publicAccessBlock", "replication", "requestPayment", "restore", "retention", "select"],
  ...["tagging", "torrent", "versioning", "versions", "website"],
]);

/** The action of a request for an object or, if the path is `/`, for a bucket's list; undefined for other requests. */
export function actionOf(method: string, path: string): S3Access["action"] | undefined {
  const isList = path === "/" && (method === "GET" || method === "HEAD");
  return isList ? "s3:ListBucket" : actions.get(method);
}

/**
 * Answers CloudFront's requests as S3's REST endpoint does. Permissions are checked here, by the bucket's policy and
 * access control lists, since moto does not check CloudFront's signatures. moto has the objects.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorS3Origin.html
 */
export async function askS3(
  request: S3Request & Pick<S3Access, "accessPoint">,
  buckets: BucketReader,
  send: SendRequest,
): Promise<OriginResponse | OriginFailure> {
  const host = headerOf(request.headers, "host") ?? request.domainName;
  const address = s3AddressOf({ headers: ["Host", host], path: request.url });
  // S3 takes every other host for a bucket's name.
  if (address === undefined) return noSuchBucket();
  const { caller, account, method, url, secure } = request;
  const { bucket, key } = address;
  const headers = motoHeaders(request.headers, account);
  if (caller === undefined) return send(url, headers);
  const isRead = method === "GET" || method === "HEAD";
  if (
    [...address.query.keys()].some((name) => subresources.has(name)) ||
    (key === "" && !isRead && method !== "OPTIONS")
  ) {
    return accessDenied(method);
  }
  const action = actionOf(method, `/${key}`);
  if (action === undefined) return send(url, headers);
  const rules = await buckets.rules(bucket, account);
  if (rules === undefined) return noSuchBucket();
  const { accessPoint } = request;
  const access: S3Access = { caller, action, bucket, key, secure, ...(accessPoint && { accessPoint }) };
  let may = mayAccess(rules, access);
  // Access control lists of objects grant nothing to distributions. They are read only if they can change the decision.
  if (!may && action === "s3:GetObject" && caller.type !== "distribution" && !rules.aclsDisabled) {
    const objectGrants = await buckets.objectGrants(bucket, key, account);
    may = mayAccess(rules, { ...access, objectGrants });
  }
  if (!may) return accessDenied(method);
  const answered = await send(url, headers);
  if ("failure" in answered || action !== "s3:GetObject") return answered;
  if (answered.status !== 404) {
    const region = /\.s3[.-]([a-z]+(?:-[a-z]+)+-\d)\./.exec(host)?.[1] ?? "us-east-1";
    if (await mayDecrypt(answered, caller, { account, region }, buckets.keyPolicy)) return answered;
    answered.body.destroy();
    return accessDenied(method);
  }
  const mayList = mayAccess(rules, { ...access, action: "s3:ListBucket" });
  const missing = refusedObject({ mayGet: true, mayList, exists: false }, key);
  answered.body.destroy();
  return xmlError(missing?.status ?? 404, missing?.body ?? "", method);
}

function accessDenied(method: string): OriginResponse {
  return s3Error(403, "AccessDenied", "Access Denied", method);
}

function noSuchBucket(): OriginResponse {
  return s3Error(404, "NoSuchBucket", "The specified bucket does not exist");
}

const signingHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-security-token",
  "x-moto-account-id",
]);

/** Signs a request for moto, which chooses the service by the signature, does not verify it, and then allows everything. */
export function motoHeaders(headers: HeaderList, account: string): HeaderList {
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=loopback`;
  return [...withoutHeaders(headers, signingHeaders), ["Authorization", authorization], ["x-moto-account-id", account]];
}
