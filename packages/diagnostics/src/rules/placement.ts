import { ourPages, pages } from "../pages.ts";
import { handler, type Rule } from "./rule.ts";

const environment = (wrong: string, right: string) => ({ code: { form: "environment", wrong, right } }) as const;
const portable = (wrong: string, right: string) => ({ code: { form: "portable", wrong, right } }) as const;

/** Rules about the runtime that a function runs in. Those from 010 on are blockers of CloudFront Functions. */
export const placementRules = {
  "FE-PLC-001": {
    title: "Handlers at one event that are pinned to different runtimes",
    reason: "CloudFront takes one function for an event, which runs in one runtime.",
    page: pages.edgeFunctionRestrictions,
    examples: environment(
      'handlers: {\n  redirects: { runtime: "cloudfront-function" },\n  rewrites: { runtime: "lambda-at-edge" },\n},\nviewerRequest: ["redirects", "rewrites"]',
      'handlers: {\n  redirects: { runtime: "lambda-at-edge" },\n  rewrites: { runtime: "lambda-at-edge" },\n},\nviewerRequest: ["redirects", "rewrites"]',
    ),
  },
  "FE-PLC-002": {
    title: "A pin to CloudFront Functions at an origin event",
    reason: "Origin events run in Lambda@Edge only.",
    page: pages.edgeFunctionChoice,
    examples: environment(
      'handlers: { redirects: { runtime: "cloudfront-function" } },\noriginRequest: ["redirects"]',
      'handlers: { redirects: { runtime: "cloudfront-function" } },\nviewerRequest: ["redirects"]',
    ),
  },
  "FE-PLC-003": {
    title: "A pin to CloudFront Functions that the source rules out",
    reason: "The source uses something that CloudFront Functions do not have.",
    page: pages.edgeFunctionChoice,
    examples: environment(
      'handlers: { "members-auth": { runtime: "cloudfront-function" } } // it calls fetch()',
      'handlers: { "members-auth": {} }',
    ),
  },
  "FE-PLC-004": {
    title: "A pin to CloudFront Functions next to Lambda@Edge",
    reason: "AWS does not mix the two runtimes on the viewer events of one behavior.",
    page: pages.edgeFunctionRestrictions,
    examples: environment(
      'handlers: { "members-auth": {}, headers: { runtime: "cloudfront-function" } },\nviewerRequest: ["members-auth"], // in Lambda@Edge\nviewerResponse: ["headers"]',
      'handlers: { "members-auth": {}, headers: {} },\nviewerRequest: ["members-auth"],\nviewerResponse: ["headers"]',
    ),
  },
  "FE-PLC-030": {
    title: "Lambda@Edge with a pricing plan that does not have it",
    reason: "The distribution's flat-rate plan rules out Lambda@Edge, and the function can't run elsewhere.",
    page: pages.flatRatePlans,
    examples: environment(
      'pricingPlan: "pro",\nviewerRequest: ["members-auth"] // it calls fetch()',
      'pricingPlan: "pay-as-you-go",\nviewerRequest: ["members-auth"] // it calls fetch()',
    ),
  },
  "FE-PLC-010": {
    title: "A request's body",
    reason: "CloudFront Functions get requests without their bodies.",
    page: pages.cloudFrontFunctionRestrictions,
    examples: portable(
      "export default onViewerRequest((request) => (request.body === 'a' ? respond({ status: 403 }) : request));",
      "export default onViewerRequest((request) => (request.method === 'POST' ? respond({ status: 403 }) : request));",
    ),
  },
  "FE-PLC-011": {
    title: "A secret",
    reason: "Secrets are read over the network, which CloudFront Functions do not have.",
    page: pages.cloudFrontFunctionRestrictions,
    examples: portable(
      'export default onViewerRequest(async (request) => request.rewrite(await secret("/site/key")));',
      'export default onViewerRequest(async (request, { kvs }) => request.rewrite((await kvs.get("key")) ?? "/"));',
    ),
  },
  "FE-PLC-012": {
    title: "require() in a handler that is bundled",
    reason: "The bundler makes no import of a require(), and CloudFront Functions load modules by import only.",
    page: pages.runtime,
    examples: portable(
      'const crypto = require("crypto");\nexport default onViewerRequest((request) => request.rewrite(`/${crypto.createHash("md5").update(request.path).digest("hex")}`));',
      'import crypto from "crypto";\nexport default onViewerRequest((request) => request.rewrite(`/${crypto.createHash("md5").update(request.path).digest("hex")}`));',
    ),
  },
  "FE-PLC-013": {
    title: "A handler in AWS's own form for Lambda@Edge",
    reason: "A handler in AWS's own form runs in the runtime that it is written for.",
    page: ourPages.handlers,
    examples: {
      code: handler(
        "exports.handler = async (event) => event.Records[0].cf.request;\n",
        "function handler(event) {\n  return event.request;\n}\n",
      ),
    },
  },
} as const satisfies Readonly<Record<`FE-PLC-${string}`, Rule>>;
