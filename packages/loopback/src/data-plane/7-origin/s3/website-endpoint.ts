import { STATUS_CODES } from "node:http";
import { decodeKey } from "../../../moto/s3/s3-address.ts";
import type { OriginFailure, OriginResponse, S3Request, SendRequest } from "../../base/origin.ts";
import { headerOf, withHeader } from "../../http/headers.ts";
import { mayAccess, type S3Access } from "./access.ts";
import type { BucketReader } from "./bucket-rules.ts";
import { textResponse } from "./error-response.ts";
import { motoHeaders } from "./rest-endpoint.ts";

export interface WebsiteAddress {
  readonly bucket: string;
  readonly region: string;
}

/**
 * Recognizes the host of a bucket's website endpoint.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export function websiteAddressOf(host: string): WebsiteAddress | undefined {
  const [, bucket, region] = /^(.+)\.s3-website[.-]([a-z0-9-]+)\.amazonaws\.com$/.exec(host.toLowerCase()) ?? [];
  return bucket === undefined || region === undefined ? undefined : { bucket, region };
}

/**
 * Answers as a bucket's website endpoint does, which serves only public objects.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
 */
export async function askWebsite(
  request: S3Request,
  { bucket, region }: WebsiteAddress,
  buckets: BucketReader,
  send: SendRequest,
): Promise<OriginResponse | OriginFailure> {
  const { method, url, account, secure } = request;
  if (method !== "GET" && method !== "HEAD") {
    return htmlError(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", method);
  }
  const rules = await buckets.rules(bucket, account);
  if (rules === undefined) return htmlError(404, "NoSuchBucket", "The specified bucket does not exist", method);
  const website = await buckets.website(bucket, account);
  if (website === undefined) {
    const message = "The specified bucket does not have a website configuration";
    return htmlError(404, "NoSuchWebsiteConfiguration", message, method);
  }
  if (website.redirectAll !== undefined) {
    const { host, protocol = secure ? "https" : "http" } = website.redirectAll;
    return redirect(301, `${protocol}://${host}${url}`);
  }
  const headers = withHeader(motoHeaders(request.headers, account), "Host", `${bucket}.s3.${region}.amazonaws.com`);
  const may = async (action: S3Access["action"], key: string) => {
    const access: S3Access = { caller: { type: "anonymous" }, action, bucket, key, secure };
    if (mayAccess(rules, access)) return true;
    if (action === "s3:ListBucket" || rules.aclsDisabled) return false;
    return mayAccess(rules, { ...access, objectGrants: await buckets.objectGrants(bucket, key, account) });
  };
  /** @param path still encoded, without the query. Unlike at the REST endpoint, a plus sign is part of the key. */
  const read = async (path: string): Promise<OriginResponse | OriginFailure | 403 | 404> => {
    const encoded = path.replaceAll("+", "%2B");
    if (!(await may("s3:GetObject", decodeKey(encoded.slice(1))))) return 403;
    const answered = await send(encoded, headers);
    if ("failure" in answered || answered.status !== 404) return answered;
    answered.body.destroy();
    return (await may("s3:ListBucket", "")) ? 404 : 403;
  };

  const [path = "/"] = url.split("?", 1);
  const suffix = website.indexSuffix ?? "index.html";
  const object = await read(path.endsWith("/") ? path + suffix : path);
  if (typeof object !== "number") return redirected(object);
  if (!path.endsWith("/")) {
    const index = await read(`${path}/${suffix}`);
    if (typeof index !== "number") {
      if ("failure" in index) return index;
      index.body.destroy();
      if (index.status < 400) return redirect(302, `${path}/`);
    }
  }
  if (website.errorKey !== undefined) {
    const page = await read(`/${website.errorKey.split("/").map(encodeURIComponent).join("/")}`);
    if (typeof page !== "number") {
      return "failure" in page || page.status !== 200 ? page : { ...page, status: object, statusText: undefined };
    }
  }
  return object === 404
    ? htmlError(404, "NoSuchKey", "The specified key does not exist.", method)
    : htmlError(403, "AccessDenied", "Access Denied", method);
}

/** Redirects for an object that has a redirect location: https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html */
function redirected(answered: OriginResponse | OriginFailure): OriginResponse | OriginFailure {
  if ("failure" in answered) return answered;
  const location = headerOf(answered.headers, "x-amz-website-redirect-location");
  if (location === undefined) return answered;
  answered.body.destroy();
  return redirect(301, location);
}

function redirect(status: 301 | 302, location: string): OriginResponse {
  const answer = textResponse(status, "text/html", "", "GET");
  return { ...answer, headers: [...answer.headers, ["Location", location]] };
}

function htmlError(status: number, code: string, message: string, method: string): OriginResponse {
  const title = `${status} ${STATUS_CODES[status]}`;
  const html = `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n<ul>\n<li>Code: ${code}</li>\n<li>Message: ${message}</li>\n</ul>\n<hr/>\n</body>\n</html>\n`;
  return textResponse(status, "text/html; charset=utf-8", html, method);
}
