import { combinedHeader, type HeaderList } from "./headers.ts";

/** The encodings that a cache policy supports. */
interface EncodingRules {
  readonly gzip: boolean;
  readonly brotli: boolean;
}

/**
 * Accept-Encoding in the form that CloudFront puts into the cache key and sends to the origin: `br`, `gzip` or both.
 * @returns undefined if the header is omitted
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 */
export function normalizedEncoding(headers: HeaderList, rules: EncodingRules): string | undefined {
  if (!rules.gzip && !rules.brotli) return undefined;
  const accepted = combinedHeader(headers, "accept-encoding")?.toLowerCase();
  if (accepted === undefined) return undefined;
  const brotli = rules.brotli && accepts(accepted, "br");
  const gzip = rules.gzip && accepts(accepted, "gzip");
  return brotli ? (gzip ? "br,gzip" : "br") : gzip ? "gzip" : undefined;
}

/** @param accepted the header in lower case */
function accepts(accepted: string, encoding: "br" | "gzip"): boolean {
  if (!accepted.includes(encoding)) return false;
  return accepted.split(",").some((part) => {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0{0,3})?$/.test(parameter));
  });
}
