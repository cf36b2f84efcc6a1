import type { RequestDetail, RequestSummary, RequestView } from "../api/index.ts";

const START = Date.UTC(2026, 10, 2, 9, 30);

const COUNTRIES = ["DE", "US", "FR", "JP", undefined] as const;
const PATHS = ["/", "/guides/caching", "/api/orders?page=2", "/assets/app.4f1c.js", "/login"] as const;
const DEVICES = ["desktop", "mobile", "tablet"] as const;
const OUTCOMES = ["hit", "miss", "hit", "refresh", "stale", "not-cacheable"] as const;

const pick = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;

/** The summary of a request; its number decides about its values. */
export function sampleSummary(number: number): RequestSummary {
  const path = pick(PATHS, number);
  const status = number % 17 === 16 ? 503 : number % 11 === 10 ? 404 : 200;
  const outcome = pick(OUTCOMES, number);
  const country = pick(COUNTRIES, number);
  return {
    id: `request-${number}`,
    time: START + number * 137,
    method: number % 13 === 12 ? "POST" : "GET",
    protocol: "https",
    host: "site.localhost:8443",
    path,
    distribution: { id: "E1SAMPLE", domainName: "d111111abcdef8.cloudfront.net", name: "site" },
    behavior: path.startsWith("/api/") ? { index: 0, pathPattern: "/api/*" } : { index: "default", pathPattern: "*" },
    ...(country !== undefined && { country }),
    device: pick(DEVICES, number),
    address: "192.0.2.7",
    status,
    outcome,
    xCache: outcome === "hit" ? "Hit from cloudfront" : "Miss from cloudfront",
    bytes: 1_200 + ((number * 977) % 40_000),
    durationMs: 0.3 + ((number * 7) % 90),
    failures: status === 503 ? ["site-edge-auth"] : [],
    ahead: [],
  };
}

const viewed: RequestView = {
  method: "GET",
  uri: "/guides/caching",
  querystring: "utm_source=mail&page=2",
  headers: [
    { name: "Host", value: "site.localhost:8443" },
    { name: "Accept-Language", value: "de-CH,de;q=0.9" },
    { name: "Cookie", value: "session=‹32 hidden characters›; theme=dark" },
    { name: "User-Agent", value: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)" },
  ],
};
const rewritten: RequestView = {
  ...viewed,
  uri: "/de/guides/caching/index.html",
  headers: [...viewed.headers, { name: "X-Request-Id", value: "7f2c" }],
};
const response = {
  status: 200,
  statusText: "OK",
  headers: [
    { name: "Content-Type", value: "text/html" },
    { name: "Cache-Control", value: "max-age=300" },
  ],
};
const answered = {
  ...response,
  headers: [...response.headers, { name: "Strict-Transport-Security", value: "max-age=31536000" }],
};
const failed = { status: 503, statusText: "Service Unavailable", headers: [] };

const handler = "edge-handlers/country-router/handler.ts";
const lines = [
  "export default onViewerRequest<Config>((request, { config }) => {",
  "  const country = request.viewer.country;",
  "  console.log(`country ${country}`);",
  "  return request.rewrite(`/${config.locales[country]}${request.path}`);",
  "});",
];

/** A request that passes every stage: a function, a miss, a failover, an answer that is stored. */
export function sampleDetail(summary: RequestSummary): RequestDetail {
  const functionStage = {
    function: {
      name: "site-viewer-request-3f9a",
      arn: "arn:aws:cloudfront::000000000000:function/f",
      runtime: "cloudfront-function" as const,
    },
    warnings: [],
    ahead: false,
  };
  return {
    ...summary,
    canSendAgain: summary.method !== "POST",
    stages: [
      {
        kind: "viewer",
        after: { request: viewed },
        address: summary.address,
        ...(summary.country !== undefined && { country: summary.country }),
        countryName: "Germany",
        city: "Berlin",
        device: summary.device,
        language: "de-CH",
        isSimulated: true,
      },
      {
        kind: "routing",
        distribution: "site.localhost is an alias of the distribution.",
        behaviors: [
          {
            index: 0,
            pathPattern: "/api/*",
            decision: "passed-over",
            why: "/guides/caching does not begin with /api/.",
            source: { file: "environments/local.ts", line: 41 },
          },
          { index: "default", pathPattern: "*", decision: "taken", why: "No other pattern matched." },
        ],
        origin: "pages-with-failover",
      },
      {
        kind: "viewer-request",
        ...functionStage,
        before: { request: viewed },
        after: { request: rewritten },
        result: "request",
        logs: [{ text: "country DE", source: { at: { file: handler, line: 3 }, from: 1, lines } }],
        durationMs: 0.24,
        computeUtilization: 18,
      },
      {
        kind: "cache-key",
        parts: [
          { part: "path", value: "/de/guides/caching/index.html", by: { kind: "cloudfront", name: "CloudFront" } },
          { part: "query parameter page", value: "2", by: { kind: "cache-policy", id: "p", name: "site-pages" } },
          {
            part: "header accept-language",
            value: "de-CH,de;q=0.9",
            by: { kind: "cache-policy", id: "p", name: "site-pages" },
          },
        ],
      },
      {
        kind: "cache",
        outcome: "miss",
        reason: "no entry",
        nearest: {
          id: "entry-1",
          path: "/de/guides/caching/index.html",
          differences: [{ part: "header accept-language", here: "de-CH,de;q=0.9", there: "en-US,en;q=0.8" }],
        },
      },
      {
        kind: "origin",
        group: "pages-with-failover",
        attempts: [
          {
            originId: "pages",
            method: "GET",
            url: "https://pages.s3.eu-central-1.amazonaws.com/de/guides/caching/index.html",
            request: rewritten,
            response: failed,
            connectMs: 0.4,
            durationMs: 3.1,
            failover: "pages-with-failover asks its second origin after status 503.",
          },
          {
            originId: "pages-replica",
            method: "GET",
            url: "https://replica.s3.eu-west-1.amazonaws.com/de/guides/caching/index.html",
            request: rewritten,
            response,
            durationMs: 2.2,
          },
        ],
      },
      { kind: "stored", stored: true, seconds: 300, reason: "max-age=300 of the origin" },
      {
        kind: "viewer-response",
        ...functionStage,
        before: { response },
        after: { response: answered },
        result: "response",
        logs: [],
        durationMs: 0.1,
      },
      {
        kind: "answer",
        after: { response: answered },
        xCache: summary.xCache,
        bytes: summary.bytes,
        durationMs: summary.durationMs,
        aborted: false,
      },
    ],
    why: [
      {
        text: "The behavior default (*) was taken, since the path matches no other pattern.",
        source: { file: "environments/local.ts", line: 58, key: "distributions.site.default" },
      },
      {
        text: "It missed: the nearest entry has another Accept-Language, which the cache policy site-pages has in the key.",
        source: { file: "environments/local.ts", line: 63 },
        page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html",
      },
      { text: "It was stored for 300 s, as the origin's Cache-Control says." },
    ],
  };
}

const failure = "TypeError: Cannot read properties of undefined (reading 'de')";

/** A request whose function failed. */
export function sampleFailure(summary: RequestSummary): RequestDetail {
  const detail = sampleDetail(summary);
  const stages = detail.stages.slice(0, 3).map((stage) =>
    stage.kind === "viewer-request"
      ? {
          ...stage,
          after: undefined,
          result: "failure" as const,
          exception: { message: failure, frames: [{ at: { file: handler, line: 4, column: 40 }, from: 1, lines }] },
        }
      : stage,
  );
  return {
    ...detail,
    stages,
    why: [{ text: "The function failed, so CloudFront answered 503.", source: { file: handler, line: 4 } }],
  };
}
