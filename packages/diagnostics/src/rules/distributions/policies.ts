import { pages } from "../../pages.ts";
import { handler, type Rule } from "../rule.ts";

const update = (change: string) =>
  `import cf from 'cloudfront';\nfunction handler(event) {\n  cf.updateRequestOrigin({ ${change} });\n  return event.request;\n}\n`;

/** Rules about policies and the headers that CloudFront adds. */
export const policyRules = {
  "FE-DST-025": {
    title: "An unknown policy",
    reason: "A policy is named by its id, or by the name of one that AWS manages.",
    page: pages.cachePolicies,
    examples: {
      code: { form: "environment", wrong: 'cachePolicy: "CacheOptimized"', right: 'cachePolicy: "CachingOptimized"' },
    },
  },
  "FE-DST-026": {
    title: "Too many names in a policy",
    reason: "AWS limits the headers, cookies and query strings that a policy names, and those that it adds or removes.",
    page: pages.quotas,
    examples: {
      code: {
        form: "terraform",
        wrong: "headers { items = local.eleven_headers }",
        right: "headers { items = local.ten_headers }",
      },
    },
  },
  "FE-DST-027": {
    title: "Too long names in a policy",
    reason: "AWS limits the length of a policy's names together.",
    page: pages.quotas,
    examples: {
      code: {
        form: "terraform",
        wrong: "cookies { items = local.long_names } # 1,100 characters",
        right: "cookies { items = local.short_names } # 200 characters",
      },
    },
  },
  "FE-DST-028": {
    title: "A header name that is too long",
    reason: "AWS limits the length of a header's name.",
    page: pages.quotas,
    examples: {
      code: { form: "terraform", wrong: 'header = "x-a…a" # 300 characters', right: 'header = "x-a"' },
    },
  },
  "FE-DST-029": {
    title: "A header value that is too long",
    reason: "AWS limits the length of a header's value.",
    page: pages.quotas,
    examples: {
      code: handler(
        update(`customHeaders: { 'x-a': '${"a".repeat(1784)}' }`),
        update(`customHeaders: { 'x-a': '${"a".repeat(1783)}' }`),
        { fix: "Shorten it, or set the header in a function." },
      ),
    },
  },
  "FE-DST-030": {
    title: "Custom headers that are too long together",
    reason: "AWS limits the length of a policy's custom headers, names and values together.",
    page: pages.quotas,
    examples: {
      code: {
        form: "terraform",
        wrong: "# 11,000 characters\ncustom_headers_config { items = local.headers }",
        right: "# 9,000 characters\ncustom_headers_config { items = local.headers }",
      },
    },
  },
  "FE-DST-031": {
    title: "A name that is not a header's",
    reason: "A header's name consists of letters, digits and some signs, without spaces.",
    page: pages.responseHeaders,
    examples: {
      code: { form: "terraform", wrong: 'header = "x a"', right: 'header = "x-a"' },
    },
  },
  "FE-DST-032": {
    title: "A header value with a control character",
    reason: "A header's value has no control characters, such as line breaks.",
    page: pages.responseHeaders,
    examples: {
      code: { form: "terraform", wrong: 'value = "a\\nb"', right: 'value = "a b"' },
    },
  },
  "FE-DST-033": {
    title: "A header that a response headers policy can't change",
    reason: "A response headers policy can't add or remove some headers.",
    page: pages.responseHeaders,
    examples: {
      code: {
        form: "terraform",
        wrong: 'custom_headers_config { items { header = "via" } }',
        right: 'custom_headers_config { items { header = "x-via" } }',
      },
    },
  },
  "FE-DST-034": {
    title: "A header that CloudFront can't add for an origin",
    reason: "CloudFront can't add some headers to the requests to an origin.",
    page: pages.originCustomHeaders,
    examples: {
      code: { form: "terraform", wrong: 'custom_header { name = "host" }', right: 'custom_header { name = "x-site" }' },
    },
  },
  "FE-DST-035": {
    title: "Too many viewer headers",
    reason: "A policy names a limited number of headers, and the functions of a behavior read more.",
    page: pages.quotas,
    examples: {
      code: {
        form: "environment",
        wrong: 'viewerRequest: ["eleven-viewer-headers"]',
        right: 'viewerRequest: ["ten-viewer-headers"]',
      },
    },
  },
  "FE-DST-036": {
    title: "A policy without the viewer headers that functions read",
    reason: "CloudFront adds only those CloudFront-* headers that the origin request policy includes.",
    page: pages.originRequestPolicies,
    examples: {
      code: {
        form: "environment",
        wrong: 'viewerRequest: ["country-router"],\noriginRequestPolicy: "AllViewer"',
        right: 'viewerRequest: ["country-router"],\noriginRequestPolicy: "AllViewerAndCloudFrontHeaders-2022-06"',
      },
    },
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
