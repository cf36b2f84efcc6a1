/** Where a request for a host goes. */
export type Route = "cloudfront" | "moto" | "refused";

/** https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
const cloudFrontHosts = ["cloudfront.amazonaws.com", "cloudfront.global.api.aws"];

/**
 * Routes a host name.
 * - CloudFront's API and the KeyValueStore's data plane go to the loopback's own control plane;
 * - every other AWS host goes to moto;
 * - all else is refused, AWS in China too: it is another partition.
 * @param host - Without a port, in any case.
 */
export function routeOf(host: string): Route {
  const name = host.toLowerCase();
  if (cloudFrontHosts.includes(name) || name.endsWith(".cloudfront-kvs.global.api.aws")) {
    return "cloudfront";
  }
  return name.endsWith(".amazonaws.com") || name.endsWith(".api.aws") ? "moto" : "refused";
}

/** Takes `example.com:443` apart; the port is 443 when none is named, and `undefined` when it is no number. */
export function splitAuthority(authority: string): { host: string; port: number | undefined } {
  const match = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority);
  const text = match?.[2];
  const port = text === undefined ? 443 : /^\d{1,5}$/.test(text) ? Number(text) : undefined;
  return { host: (match?.[1] ?? "").toLowerCase(), port };
}

/**
 * The account that a signed request speaks for. On the loopback an access key id is the account's twelve digits.
 * @param authorization - The `Authorization` header of SigV4 or SigV4A.
 * @param url - A presigned request carries its credential in the query.
 * @returns `undefined` for unsigned requests and for keys that moto gave out itself, which it knows the account of.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function accountOf(authorization: string | undefined, url: string): string | undefined {
  const inHeader = /\bCredential=(\d{12})\//.exec(authorization ?? "");
  const inQuery = /[?&]X-Amz-Credential=(\d{12})(?:\/|%2F)/i.exec(url);
  return inHeader?.[1] ?? inQuery?.[1];
}
