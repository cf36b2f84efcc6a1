import { pages } from "../pages.ts";
import type { Rule } from "./rule.ts";

/** Limits of CloudFront Functions and their KeyValueStores. AWS does not raise the sizes. */
export const limitRules = {
  "FE-LIM-001": {
    title: "A CloudFront Function that is too large",
    reason: "A CloudFront Function has at most 10,240 bytes of code, and AWS does not raise that.",
    page: pages.quotas,
    examples: {
      code: {
        form: "portable",
        wrong:
          "import { table } from './table.ts'; // 12,000 bytes of data\nexport default onViewerRequest((request) => request.rewrite(table[request.path] ?? request.path));",
        right:
          "export default onViewerRequest(async (request, { kvs }) => request.rewrite((await kvs.get(request.path)) ?? request.path));",
      },
    },
  },
  "FE-LIM-002": {
    title: "A key that is too long for a KeyValueStore",
    reason: "A key of a KeyValueStore is limited in bytes.",
    page: pages.quotas,
    examples: {
      code: {
        form: "environment",
        wrong: `routes: { "/a…a": "/b" } // a key of 600 bytes`,
        right: `routes: { "/a": "/b" }`,
      },
    },
  },
  "FE-LIM-003": {
    title: "A value that is too long for a KeyValueStore",
    reason: "A value of a KeyValueStore is limited in bytes.",
    page: pages.quotas,
    examples: {
      code: { form: "environment", wrong: `page: "<html>…" // 2,000 bytes`, right: `page: "/maintenance.html"` },
    },
  },
  "FE-LIM-004": {
    title: "A KeyValueStore that is too large",
    reason: "The keys and values of a KeyValueStore are limited in bytes together.",
    page: pages.quotas,
    examples: {
      code: {
        form: "environment",
        wrong: "routes: everyRoute // 6 MB",
        right: "// two distributions, each with a store for its own routes\nroutes: routesOfShop",
      },
    },
  },
  "FE-LIM-005": {
    title: "An update of a KeyValueStore with too many keys",
    reason: "One update of a KeyValueStore takes a limited number of keys.",
    page: pages.quotas,
    examples: { code: { form: "terraform", wrong: "max_batch_size = 100", right: "max_batch_size = 50" } },
  },
  "FE-LIM-006": {
    title: "Too many functions that read one KeyValueStore",
    reason: "One KeyValueStore can be read by a limited number of functions.",
    page: pages.quotas,
    examples: {
      code: {
        form: "terraform",
        wrong: "# 11 functions\nkey_value_store_associations = [aws_cloudfront_key_value_store.routes.arn]",
        right:
          "# 6 functions read one store, 5 another\nkey_value_store_associations = [aws_cloudfront_key_value_store.more_routes.arn]",
      },
    },
  },
  "FE-LIM-007": {
    title: "A CloudFront Function with several KeyValueStores",
    reason: "A CloudFront Function reads at most one KeyValueStore.",
    page: pages.quotas,
    examples: {
      code: {
        form: "terraform",
        wrong:
          "key_value_store_associations = [aws_cloudfront_key_value_store.a.arn, aws_cloudfront_key_value_store.b.arn]",
        right: "key_value_store_associations = [aws_cloudfront_key_value_store.a.arn]",
      },
    },
  },
  "FE-LIM-008": {
    title: "A config that makes a CloudFront Function too large",
    reason:
      "A config is a part of the function's code, which has at most 10,240 bytes. A dynamic field is in the KeyValueStore instead, where it can also be changed without a deploy.",
    page: pages.quotas,
    examples: {
      code: {
        form: "environment",
        wrong: "handlers: { redirects: { config: { rules: twoHundredRules } } }",
        right: "handlers: { redirects: { config: { moved: twoHundredRules } } }",
      },
    },
  },
} as const satisfies Readonly<Record<`FE-LIM-${string}`, Rule>>;
