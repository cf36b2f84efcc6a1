/** The destination of requests to a host. */
export type Route = "cloudfront" | "moto" | "refused";

/** https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
const cloudFrontHosts = ["cloudfront.amazonaws.com", "cloudfront.global.api.aws"];

/**
 * Routes requests to a host:
 * - those to CloudFront's API and to KeyValueStores go to the loopback's own control plane;
 * - those to every other AWS host go to moto;
 * - all others are rejected, also those to AWS in China, which is another partition.
 * @param host - A host name without a port, in upper or lower case.
 */
export function routeOf(host: string): Route {
  const name = host.toLowerCase();
  if (cloudFrontHosts.includes(name) || name.endsWith(".cloudfront-kvs.global.api.aws")) {
    return "cloudfront";
  }
  return name.endsWith(".amazonaws.com") || name.endsWith(".api.aws") ? "moto" : "refused";
}

/** Splits `example.com:443`. The port is 443 by default, and `undefined` when it is not a number. */
export function splitAuthority(authority: string): { host: string; port: number | undefined } {
  const match = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority);
  const text = match?.[2];
  const port = text === undefined ? 443 : /^\d{1,5}$/.test(text) ? Number(text) : undefined;
  return { host: (match?.[1] ?? "").toLowerCase(), port };
}

/**
 * Reads the account of a signed request. On the loopback an access key id is the account's twelve digits.
 * @param authorization - The `Authorization` header of SigV4 or SigV4A.
 * @param url - The request target: a presigned request has its credential in the query.
 * @returns `undefined` for unsigned requests, and for access keys that moto issued, whose accounts moto knows.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function accountOf(authorization: string | undefined, url: string): string | undefined {
  const inHeader = /\bCredential=(\d{12})\//.exec(authorization ?? "");
  const inQuery = /[?&]X-Amz-Credential=(\d{12})(?:\/|%2F)/i.exec(url);
  return inHeader?.[1] ?? inQuery?.[1];
}
