/** Tests of the suite that a cache can't pass if it follows a rule. */
interface Rule {
  readonly rule: string;
  /** The page that documents it. */
  readonly page: string;
  readonly tests: readonly string[];
}

const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";
const customOrigin = `${guide}/RequestAndResponseBehaviorCustomOrigin.html`;

/** Each test that fails, listed once, by the rule of CloudFront that it contradicts. */
export const failing: Readonly<Record<string, Rule>> = {
  invalidation: {
    rule: "Responses leave the cache when they expire or are invalidated; other methods do not change it.",
    page: `${guide}/Invalidation.html`,
    tests: [
      "invalidate-DELETE",
      "invalidate-DELETE-cl",
      "invalidate-DELETE-location",
      "invalidate-M-SEARCH-location",
      "invalidate-POST",
      "invalidate-POST-cl",
      "invalidate-POST-location",
      "invalidate-PUT",
      "invalidate-PUT-cl",
      "invalidate-PUT-location",
    ],
  },
  methods: {
    rule: "Seven methods are accepted; only answers to GET, HEAD and OPTIONS are cached.",
    page: `${customOrigin}#RequestCustomHTTPMethods`,
    tests: ["invalidate-M-SEARCH", "invalidate-M-SEARCH-cl", "invalidate-M-SEARCH-failed", "method-POST"],
  },
  cacheKey: {
    rule: "Only the parts that the cache policy puts into the key distinguish requests, not Vary or Authorization.",
    page: `${guide}/understanding-the-cache-key.html`,
    tests: [
      "other-authorization",
      "vary-2-match-omit",
      "vary-2-no-match",
      "vary-3-no-match",
      "vary-3-order",
      "vary-invalidate",
      "vary-no-match",
      "vary-omit",
      "vary-omit-stored",
    ],
  },
  cookies: {
    rule: "Set-Cookie is removed from answers unless cookies are forwarded.",
    page: `${customOrigin}#ResponseCustomRemovedHeaders`,
    tests: ["304-etag-update-response-Set-Cookie", "headers-store-Set-Cookie", "other-set-cookie"],
  },
  requestDirectives: {
    rule: "Cache-Control and Pragma of a viewer are ignored.",
    page: `${guide}/Expiration.html#expiration-individual-objects`,
    tests: [
      "ccreq-ma0",
      "ccreq-ma1",
      "ccreq-magreaterage",
      "ccreq-max-stale",
      "ccreq-max-stale-age",
      "ccreq-min-fresh",
      "ccreq-min-fresh-age",
      "ccreq-no-cache",
      "ccreq-no-cache-etag",
      "ccreq-no-cache-lm",
      "ccreq-no-store",
      "ccreq-oic",
    ],
  },
  defaultTtl: {
    rule: "Without max-age or Expires an answer is kept for the default TTL, here 0; there is no heuristic lifetime.",
    page: `${guide}/Expiration.html#ExpirationDownloadDist`,
    tests: [
      "heuristic-200-cached",
      "heuristic-203-cached",
      "heuristic-204-cached",
      "heuristic-delta-10",
      "heuristic-delta-1200",
      "heuristic-delta-1800",
      "heuristic-delta-30",
      "heuristic-delta-300",
      "heuristic-delta-3600",
      "heuristic-delta-43200",
      "heuristic-delta-5",
      "heuristic-delta-60",
      "heuristic-delta-600",
      "heuristic-delta-86400",
      "other-heuristic-content-disposition-attachment",
      "pragma-response-no-cache-heuristic",
    ],
  },
  maxAge: {
    rule: "max-age is a whole number of seconds; the first of several counts, as in RFC 9111.",
    page: `${guide}/Expiration.html#expiration-individual-objects`,
    tests: [
      "freshness-max-age-100a",
      "freshness-max-age-a100",
      "freshness-max-age-decimal-five",
      "freshness-max-age-decimal-zero",
      "freshness-max-age-two-stale-fresh-sameline",
      "freshness-max-age-two-stale-fresh-sepline",
    ],
  },
  expires: {
    rule: "Expires must be a full date in HTTP's format; these are not.",
    page: `${guide}/Expiration.html#expiration-individual-objects`,
    tests: [
      "freshness-expires-32bit",
      "freshness-expires-far-future",
      "freshness-expires-invalid-1-digit-hour",
      "freshness-expires-invalid-2-digit-year",
      "freshness-expires-invalid-aest",
      "freshness-expires-invalid-date-dashes",
      "freshness-expires-invalid-multiple-lines",
      "freshness-expires-invalid-multiple-spaces",
      "freshness-expires-invalid-no-comma",
      "freshness-expires-invalid-time-periods",
      "freshness-expires-invalid-utc",
    ],
  },
  surrogateControl: {
    rule: "Cache-Control and Expires set an answer's lifetime; CloudFront does not use Surrogate-Control.",
    page: `${guide}/Expiration.html#expiration-individual-objects`,
    tests: [
      "surrogate-append-capabilities",
      "surrogate-fresh-cc-nostore",
      "surrogate-max-age",
      "surrogate-max-age-0-expires",
      "surrogate-max-age-case-insensitive",
      "surrogate-max-age-cc-max-age-invalid-expires",
      "surrogate-max-age-expires",
      "surrogate-max-age-extension",
      "surrogate-max-age-long-cc-max-age",
      "surrogate-max-age-max",
      "surrogate-max-age-max-plus",
      "surrogate-max-age-me-target",
      "surrogate-max-age-short-cc-max-age",
      "surrogate-no-store-cc-fresh",
    ],
  },
  errorsCached: {
    rule: "404, 414 and 500 to 504 are kept for the error caching minimum TTL, 10 s, even if the origin sends a shorter lifetime.",
    page: `${guide}/HTTPStatusCodes.html#HTTPStatusCodes-cached-errors`,
    tests: [
      "heuristic-502-not_cached",
      "heuristic-503-not_cached",
      "heuristic-504-not_cached",
      "status-404-stale",
      "status-500-stale",
      "status-502-stale",
      "status-503-stale",
      "status-504-stale",
    ],
  },
  errorsNotCached: {
    rule: "400 and 405 are kept only with max-age or s-maxage, which these lack; 410, 499 and 599 never.",
    page: `${guide}/HTTPStatusCodes.html#HTTPStatusCodes-cached-errors`,
    tests: [
      "head-410-update",
      "heuristic-405-cached",
      "heuristic-410-cached",
      "heuristic-599-cached",
      "status-400-fresh",
      "status-410-fresh",
      "status-499-fresh",
      "status-599-fresh",
    ],
  },
  unreachable: {
    rule: "If the origin can't be reached, the expired object is served, unless it has stale-if-error=0.",
    page: `${guide}/Expiration.html#stale-if-error`,
    tests: ["stale-close-no-cache", "stale-close-s-maxage=2"],
  },
  badGateway: {
    // The suite regards every answer without its origin's number as one from the cache.
    rule: "If the origin closes the connection and no stored response may be served, CloudFront answers 502.",
    page: `${guide}/http-502-bad-gateway.html`,
    tests: ["stale-close-must-revalidate", "stale-close-proxy-revalidate"],
  },
  warning: {
    rule: "The headers that CloudFront adds to an answer are documented; Warning, obsolete since RFC 9111, is not among them.",
    page: `${customOrigin}#ResponseCustomRemovedHeaders`,
    tests: ["stale-warning-become", "stale-warning-stored"],
  },
  ranges: {
    rule: "CloudFront may request more than the viewer's range, and then serves ranges of the stored object.",
    page: `${guide}/RangeGETs.html`,
    tests: [
      "partial-store-partial-complete",
      "partial-store-partial-reuse-partial",
      "partial-store-partial-reuse-partial-absent",
      "partial-store-partial-reuse-partial-byterange",
      "partial-store-partial-reuse-partial-suffix",
    ],
  },
  validators: {
    // In the test with obs-text, Node.js sends the ETag in UTF-8 and the condition in Latin-1, which are not the same.
    rule: "ETags are compared exactly as they were sent; no quotes are added.",
    page: `${customOrigin}#RequestCustomConditionalGETs`,
    tests: [
      "conditional-etag-forward-unquoted",
      "conditional-etag-quoted-respond-unquoted",
      "conditional-etag-strong-generate-unquoted",
      "conditional-etag-strong-respond-obs-text",
      "conditional-etag-unquoted-respond-quoted",
    ],
  },
  lastModified: {
    rule: "Date and Last-Modified are trusted: an object made after the viewer's date has changed since then.",
    page: `${customOrigin}#ResponseCustomCaching`,
    tests: ["conditional-lm-fresh-no-lm"],
  },
  contradiction: {
    // AWS doesn't document several ages. The suite expects "0, 0" and two lines to be stale, but "0,7200" to be fresh: its name
    // for that test says stale, too.
    rule: "A response may be regarded as stale if a header that must be unique has several values.",
    page: "https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1",
    tests: ["age-parse-prefix"],
  },
};
