import type { OriginFailure, OriginResponse, S3Request, SendRequest } from "../../base/origin.ts";
import { headerOf, withHeader } from "../../http/headers.ts";
import { evaluatePolicy } from "../resource-policy.ts";
import { contextOf, principalsOf } from "./access.ts";
import type { BucketReader } from "./bucket-rules.ts";
import { s3Error } from "./error-response.ts";
import { actionOf, askS3 } from "./rest-endpoint.ts";

/**
 * Answers as a Multi-Region Access Point does: its policy and that of the bucket must both allow the request. S3 routes to
 * the closest bucket; here it is the first, since no bucket is closer than another.
 * @param alias such as `mfzwi23gnjvgw.mrap`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html
 */
export async function askMultiRegion(
  request: S3Request,
  alias: string,
  buckets: BucketReader,
  send: SendRequest,
): Promise<OriginResponse | OriginFailure> {
  const { account, caller, headers, method, url, secure } = request;
  const point = await buckets.multiRegionAccessPoint(alias, account);
  const [first] = point?.buckets ?? [];
  if (point === undefined || first === undefined) {
    return s3Error(
      404,
      "NoSuchMultiRegionAccessPoint",
      "The specified Multi-Region Access Point does not exist",
      method,
    );
  }
  const authorization = headerOf(headers, "authorization");
  // The wording is assumed, not observed.
  if (authorization !== undefined && !authorization.startsWith("AWS4-ECDSA-P256-SHA256 ")) {
    const message = "Multi-Region Access Points require Signature Version 4A. Please use AWS4-ECDSA-P256-SHA256.";
    return s3Error(400, "InvalidRequest", message, method);
  }
  const accessPoint = { arn: `arn:aws:s3::${account}:accesspoint/${alias}`, account };
  const [path = "/"] = url.split("?", 1);
  const action = actionOf(method, path);
  if (caller !== undefined && action !== undefined) {
    const effect = evaluatePolicy(point.policy, {
      principals: principalsOf(caller),
      action,
      resource: action === "s3:ListBucket" ? accessPoint.arn : `${accessPoint.arn}/object${path}`,
      context: contextOf(caller, { secure }),
    });
    if (effect !== "allowed") return s3Error(403, "AccessDenied", "Access Denied", method);
  }
  const host = `${first.bucket}.s3.${first.region}.amazonaws.com`;
  const routed = { ...request, domainName: host, headers: withHeader(headers, "Host", host) };
  return askS3({ ...routed, accessPoint }, buckets, send);
}
