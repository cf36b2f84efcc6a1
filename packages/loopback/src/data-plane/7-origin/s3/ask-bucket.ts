import { multiRegionAliasOf } from "../../../moto/s3/multi-region-access-point.ts";
import { s3AddressOf } from "../../../moto/s3/s3-address.ts";
import type { OriginFailure, OriginResponse, S3Request, SendRequest } from "../../base/origin.ts";
import type { BucketReader } from "./bucket-rules.ts";
import { askMultiRegion } from "./multi-region.ts";
import { askS3 } from "./rest-endpoint.ts";
import { askWebsite, websiteAddressOf } from "./website-endpoint.ts";

/** Answers a request to a bucket's REST or website endpoint, or a Multi-Region Access Point. @returns undefined for other hosts of AWS */
export function askBucket(
  request: S3Request,
  buckets: BucketReader,
  send: SendRequest,
): Promise<OriginResponse | OriginFailure> | undefined {
  const website = websiteAddressOf(request.domainName);
  if (website !== undefined) return askWebsite(request, website, buckets, send);
  const alias = multiRegionAliasOf(request.domainName);
  if (alias !== undefined) return askMultiRegion(request, alias, buckets, send);
  const isS3 = s3AddressOf({ headers: ["Host", request.domainName], path: "/" }) !== undefined;
  return isS3 ? askS3(request, buckets, send) : undefined;
}
