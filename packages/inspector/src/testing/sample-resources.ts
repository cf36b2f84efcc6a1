import type {
  CacheEntry,
  DistributionDetail,
  FunctionDetail,
  Invalidation,
  KeyValueStore,
  ProjectStatus,
  TerraformView,
} from "../api/index.ts";

const viewerRequest = "site-viewer-request-3f9a";
const originRequest = "site-origin-request-77b0";

export const sampleDistribution: DistributionDetail = {
  id: "E1SAMPLE",
  name: "site",
  domainName: "d111111abcdef8.cloudfront.net",
  aliases: ["site.localhost"],
  enabled: true,
  url: "https://site.localhost:8443",
  behaviorCount: 3,
  behaviors: [
    {
      index: 0,
      pathPattern: "/api/*",
      origin: "orders",
      viewerProtocol: "https-only",
      methods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
      compress: true,
      functions: [{ event: "origin-request", name: originRequest, runtime: "lambda-at-edge" }],
      cachePolicy: { id: "4135ea2d", name: "Managed-CachingDisabled" },
      ttl: { min: 0, default: 0, max: 0 },
      keyParts: ["path"],
      source: { file: "environments/local.ts", line: 41 },
    },
    {
      index: 1,
      pathPattern: "/assets/*",
      origin: "pages",
      viewerProtocol: "redirect-to-https",
      methods: ["GET", "HEAD"],
      compress: true,
      functions: [],
      cachePolicy: { id: "658327ea", name: "Managed-CachingOptimized" },
      ttl: { min: 1, default: 86_400, max: 31_536_000 },
      keyParts: ["path"],
    },
    {
      index: "default",
      pathPattern: "*",
      origin: "pages-with-failover",
      viewerProtocol: "redirect-to-https",
      methods: ["GET", "HEAD"],
      compress: true,
      functions: [{ event: "viewer-request", name: viewerRequest, runtime: "cloudfront-function" }],
      cachePolicy: { id: "p", name: "site-pages" },
      responseHeadersPolicy: { id: "r", name: "site-security" },
      ttl: { min: 0, default: 300, max: 86_400 },
      keyParts: ["path", "query parameter page", "header accept-language"],
    },
  ],
  functions: [
    { name: viewerRequest, arn: "arn:aws:cloudfront::000000000000:function/a", runtime: "cloudfront-function" },
    { name: originRequest, arn: "arn:aws:lambda:us-east-1:000000000000:function:b:1", runtime: "lambda-at-edge" },
  ],
  origins: [
    {
      id: "orders",
      domainName: "orders.example.com",
      path: "",
      kind: "custom",
      groups: [],
      customHeaders: ["x-origin-key"],
    },
    {
      id: "pages",
      domainName: "pages.s3.eu-central-1.amazonaws.com",
      path: "",
      kind: "s3",
      groups: ["pages-with-failover"],
      customHeaders: [],
    },
    {
      id: "pages-replica",
      domainName: "replica.s3.eu-west-1.amazonaws.com",
      path: "",
      kind: "s3",
      groups: ["pages-with-failover"],
      customHeaders: [],
    },
  ],
  originGroups: [{ id: "pages-with-failover", members: ["pages", "pages-replica"], statuses: [500, 502, 503] }],
  policies: [{ kind: "cache", id: "p", name: "site-pages", config: { defaultTtl: 300 } }],
  errorPages: [{ status: 404, path: "/404.html", answer: 404, cachedSeconds: 10 }],
};

export const sampleFunctions: readonly FunctionDetail[] = [
  {
    name: viewerRequest,
    arn: "arn:aws:cloudfront::000000000000:function/a",
    runtime: "cloudfront-function",
    language: "cloudfront-js-2.0",
    bytes: 3_412,
    computeUtilization: 18,
    meanMs: 0.21,
    runs: 412,
    associations: [{ distribution: "E1SAMPLE", pathPattern: "*", event: "viewer-request" }],
    ahead: true,
    versions: [
      { name: "LIVE", bytes: 3_388, modified: "2026-11-02T09:12:44Z" },
      { name: "DEVELOPMENT", bytes: 3_412, modified: "2026-11-02T09:29:01Z" },
    ],
    code: 'function handler(a){var b=a.request;return b.uri="/de"+b.uri,b}\n',
    sources: [
      {
        file: "edge-handlers/country-router/handler.ts",
        text: [
          "// Sends viewers to the pages in their language.",
          "export default onViewerRequest<Config>((request, { config }) => {",
          '  const country = request.viewer.country ?? "US";',
          "  return request.rewrite(`/${config.locales[country]}${request.path}`);",
          "});",
          "",
        ].join("\n"),
      },
    ],
    placement: ["It needs neither network nor body, and 3.3 KB fit the 10 KB of a CloudFront Function."],
  },
  {
    name: originRequest,
    arn: "arn:aws:lambda:us-east-1:000000000000:function:b:1",
    runtime: "lambda-at-edge",
    language: "nodejs22.x",
    bytes: 48_211,
    meanMs: 2.4,
    runs: 31,
    associations: [{ distribution: "E1SAMPLE", pathPattern: "/api/*", event: "origin-request" }],
    ahead: false,
    versions: [{ name: "1" }],
    code: "exports.handler = async (event) => event.Records[0].cf.request;\n",
    sources: [],
    placement: [],
  },
];

export const sampleStore: KeyValueStore = {
  name: "site-flags",
  id: "k",
  arn: "arn:aws:cloudfront::000000000000:key-value-store/k",
  keys: 2,
  bytes: 64,
  functions: [viewerRequest],
  ahead: false,
};

export const sampleEntry: CacheEntry = {
  id: "entry-1",
  distribution: "E1SAMPLE",
  path: "/de/guides/caching/index.html",
  key: [
    { part: "path", value: "/de/guides/caching/index.html" },
    { part: "header accept-language", value: "en-US,en;q=0.8" },
  ],
  status: 200,
  contentType: "text/html",
  bytes: 8_122,
  storedAt: Date.UTC(2026, 10, 2, 9, 28),
  age: 120,
  freshFor: 180,
  reason: "max-age=300",
};

export const sampleInvalidation: Invalidation = {
  id: "I2SAMPLE",
  distribution: "E1SAMPLE",
  created: Date.UTC(2026, 10, 2, 9, 20),
  status: "Completed",
  paths: ["/guides/*"],
};

export const sampleStatus: ProjectStatus = {
  environment: "local",
  terraform: "planning",
  ahead: [viewerRequest],
  lastBuild: { succeeded: true, durationMs: 84 },
  errors: [],
  editor: "code",
};

export const sampleTerraform: TerraformView = {
  status: "planning",
  plan: { text: "~ aws_cloudfront_function.viewer_request\n    code changed: 3,388 to 3,412 bytes" },
  log: ["aws_cloudfront_function.viewer_request: Refreshing state...", "Plan: 0 to add, 1 to change, 0 to destroy."],
  drift: {
    status: "checked",
    at: Date.UTC(2026, 10, 2, 9, 31, 5),
    differences: [
      {
        stack: "site-local",
        subject: "aws_cloudfront_response_headers_policy.site_security-headers_2F0A1B3C",
        detail: "was changed outside of Terraform: custom_headers_config",
      },
      { stack: "site-local", subject: "site-flags", detail: "has another value of 'banner'" },
    ],
  },
};
