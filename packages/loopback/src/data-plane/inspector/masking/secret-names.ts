/** Headers that are credentials in whole or in part, in lower case. */
const secretHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "cookie",
  "proxy-authorization",
  "set-cookie",
  "x-amz-security-token",
]);

/** Words that mark a header, a query parameter or a field as secret. */
const secretWord =
  /^(?:access|api|auth|authorization|client|csrf|xsrf|id|refresh|private|secret|session|shared|signing|user)?(?:apikey|assertion|auth|authorization|code|credentials?|hmac|jwt|key|otp|pass|passphrase|passwd|password|pin|policy|pwd|sas|secret|session|sessionid|sid|sig|signature|ticket|token)s?$/;

/** Two-word names whose last word alone says little, such as `cache-key`. */
const harmless: ReadonlySet<string> = new Set(["sec-websocket-key", "key-pair-id", "cache-key", "sort-key"]);

/** True for a header whose value must not be shown. @param name in lower case */
export function isSecretHeader(name: string): boolean {
  return secretHeaders.has(name) || (!isPolicyHeader(name) && isSecretName(name));
}

/** Headers that describe rules for browsers, such as Content-Security-Policy: their values are public. */
function isPolicyHeader(name: string): boolean {
  return name.endsWith("-policy") || name === "surrogate-key" || name === "www-authenticate";
}

/**
 * True for a query parameter, cookie or field that holds a secret by its name: `token`, `access_token`, `X-Amz-Signature`,
 * `apiKey`. CloudFront's own signed URLs have `Signature` and `Policy`.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html
 */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  if (harmless.has(words.join("-"))) return false;
  return words.some((word) => secretWord.test(word));
}
