import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import type { OriginResponse } from "../base/origin.ts";
import { type HeaderList, headerOf, withoutHeaders } from "../http/headers.ts";
import { s3Error, textResponse } from "./s3/error-response.ts";
import { authorizationV4, authorizationV4A, dateV4, emptyPayloadHash } from "./signature-v4.ts";

/** A request just before it is sent. */
export interface UnsignedRequest {
  readonly method: string;
  readonly host: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly hasBody: boolean;
  /** The viewer's `x-amz-content-sha256`: CloudFront does not read bodies to hash them. */
  readonly payloadHash: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Any secret will do, since no origin here checks the signature. The access key id is the distribution's account. */
const secretAccessKey = "cloudfront.amazonaws.com";

const signingHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-region-set",
  "x-amz-security-token",
]);

/**
 * Signs a request to an origin with an access control: always, never, or unless the request carries the viewer's own
 * signature.
 * @param account the distribution's account
 * @returns the headers to send
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function authorizeOriginRequest(
  request: UnsignedRequest,
  control: OriginAccessControlConfig | undefined,
  account: string,
): HeaderList {
  const { method, host, url, headers, now } = request;
  if (!signs(request, control)) return headers;
  const payloadHash = request.payloadHash ?? emptyPayloadHash;
  const date = dateV4(now);
  const isMultiRegion = control?.SigningProtocol === "sigv4a";
  const added: HeaderList = [
    ["x-amz-content-sha256", payloadHash],
    ["x-amz-date", date],
    ...(isMultiRegion ? [["x-amz-region-set", "*"] as [string, string]] : []),
  ];
  const service = control?.OriginAccessControlOriginType ?? "s3";
  const scope = { accessKeyId: account, secretAccessKey, region: regionOf(host), service };
  const authorize = isMultiRegion ? authorizationV4A : authorizationV4;
  const signed = { method, url, headers: [["host", host], ...added] as const, payloadHash, date };
  return [...withoutHeaders(headers, signingHeaders), ...added, ["Authorization", authorize(signed, scope)]];
}

/**
 * True if an origin rejects a signed request because its body is not part of the signature: CloudFront does not hash
 * bodies, so the viewer must send the hash.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
 */
export function lacksPayloadHash(request: UnsignedRequest, control: OriginAccessControlConfig | undefined): boolean {
  return signs(request, control) && request.hasBody && request.payloadHash === undefined;
}

/** The origin's answer to such a request. The wording of S3's message is assumed, not observed. */
export function signatureMismatch(control: OriginAccessControlConfig | undefined): OriginResponse {
  const message =
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
  return control?.OriginAccessControlOriginType === "lambda"
    ? textResponse(403, "application/json", JSON.stringify({ message }), "POST")
    : s3Error(403, "SignatureDoesNotMatch", message);
}

/** Requests without an access control are never signed. */
export function signingBehavior(control: OriginAccessControlConfig | undefined): "always" | "never" | "no-override" {
  const behavior = control?.SigningBehavior ?? "never";
  return behavior === "never" || behavior === "no-override" ? behavior : "always";
}

function signs({ headers }: UnsignedRequest, control: OriginAccessControlConfig | undefined): boolean {
  const behavior = signingBehavior(control);
  const viewerSigned = headerOf(headers, "authorization") !== undefined;
  return behavior === "always" || (behavior === "no-override" && !viewerSigned);
}

/** The region in hosts such as `site.s3.eu-west-1.amazonaws.com` and `id.lambda-url.eu-west-1.on.aws`. */
function regionOf(host: string): string {
  return (
    /\.(?:s3|lambda-url|data\.mediastore|egress\.[a-z0-9]+\.mediapackagev2)[.-]([a-z]+(?:-[a-z]+)+-\d)\./.exec(
      host,
    )?.[1] ?? "us-east-1"
  );
}
