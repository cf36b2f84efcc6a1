import type { CachePolicyOption, OriginRequestPolicyOption } from "../options.ts";

type OwnPolicy = Exclude<OriginRequestPolicyOption, string>;

/** The headers of a list that a cache policy of one's own does not ask for already. */
export function withoutThoseInKey(headers: readonly string[], cachePolicy: CachePolicyOption): string[] {
  if (typeof cachePolicy === "string" || cachePolicy.headersConfig.headerBehavior === "none") return [...headers];
  const inKey = cachePolicy.headersConfig.headers;
  return headers.filter((header) => !includes(inKey, header));
}

/**
 * An origin request policy that also asks for CloudFront's headers about the viewer, which functions read.
 *
 * @param headers such as `CloudFront-Viewer-Country`
 * @returns undefined if the policy sends all headers but those listed: none of CloudFront's are among these
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export function withViewerHeaders(policy: OwnPolicy, headers: readonly string[]): OwnPolicy | undefined {
  const { headersConfig: config } = policy;
  const given = "headers" in config ? config.headers : [];
  const missing = headers.filter((header) => !includes(given, header));
  if (missing.length === 0) return policy;
  switch (config.headerBehavior) {
    case "allExcept":
      return undefined;
    case "none":
    case "whitelist":
      return { ...policy, headersConfig: { headerBehavior: "whitelist", headers: [...given, ...missing] } };
    default:
      return {
        ...policy,
        headersConfig: { headerBehavior: "allViewerAndWhitelistCloudFront", headers: [...given, ...missing] },
      };
  }
}

function includes(headers: readonly string[], name: string): boolean {
  return headers.some((header) => header.toLowerCase() === name.toLowerCase());
}
