import { pages } from "../pages.ts";
import { handler, type Rule } from "./rule.ts";

const terraform = (wrong: string, right: string) => ({ code: { form: "terraform", wrong, right } }) as const;
const lambda = (body: string) =>
  `exports.handler = async (event) => {\n  const { request } = event.Records[0].cf;\n  ${body}\n};\n`;
const restriction = "Lambda@Edge supports a part of what Lambda does.";

/** Rules about Lambda@Edge functions. */
export const lambdaAtEdgeRules = {
  "FE-LAM-001": {
    title: "A Lambda@Edge function that is too large",
    reason: "The zip of a Lambda@Edge function is limited by event, and most at viewer events.",
    page: pages.quotas,
    examples: {
      code: {
        form: "environment",
        wrong: `viewerRequest: ["with-a-large-package"]`,
        right: `originRequest: ["with-a-large-package"]`,
      },
    },
  },
  "FE-LAM-002": {
    title: "A runtime that Lambda@Edge does not have",
    reason: "Lambda@Edge runs some of Lambda's runtimes for Node.js and Python; some are deprecated.",
    page: pages.lambdaRuntimes,
    examples: terraform('runtime = "nodejs16.x"', 'runtime = "nodejs22.x"'),
  },
  "FE-LAM-003": {
    title: "An architecture other than x86_64",
    reason: restriction,
    page: pages.lambdaAtEdgeRestrictions,
    examples: terraform('architectures = ["arm64"]', 'architectures = ["x86_64"]'),
  },
  "FE-LAM-004": {
    title: "Too much memory",
    reason: "The memory of a Lambda@Edge function is limited at viewer events.",
    page: pages.quotas,
    examples: terraform("memory_size = 512", "memory_size = 128"),
  },
  "FE-LAM-005": {
    title: "Too long a timeout",
    reason: "The time that a Lambda@Edge function may take is limited by event.",
    page: pages.quotas,
    examples: terraform("timeout = 60", "timeout = 5"),
  },
  "FE-LAM-006": {
    title: "Too much temporary storage",
    reason: restriction,
    page: pages.lambdaAtEdgeRestrictions,
    examples: terraform("ephemeral_storage { size = 1024 }", "ephemeral_storage { size = 512 }"),
  },
  "FE-LAM-007": {
    title: "A function without a numbered version",
    reason: "CloudFront runs numbered versions of Lambda functions, not $LATEST or an alias.",
    page: pages.lambdaAtEdgeRestrictions,
    examples: terraform(
      "publish = false\nlambda_arn = aws_lambda_function.auth.arn",
      "publish = true\nlambda_arn = aws_lambda_function.auth.qualified_arn",
    ),
  },
  "FE-LAM-008": {
    title: "A feature of Lambda that Lambda@Edge does not have",
    reason: restriction,
    page: pages.lambdaAtEdgeRestrictions,
    examples: terraform('environment { variables = { TO = "/a" } }', "# the value is built into the code"),
  },
  "FE-LAM-009": {
    title: "A Lambda@Edge function outside of us-east-1",
    reason: "CloudFront replicates functions from us-east-1 only.",
    page: pages.lambdaAtEdgeRestrictions,
    examples: terraform("provider = aws.eu_west_1", "provider = aws.us_east_1"),
  },
  "FE-LAM-010": {
    title: "A role that Lambda@Edge can't assume",
    reason: "Both services, lambda.amazonaws.com and edgelambda.amazonaws.com, must be trusted to assume the role.",
    page: pages.lambdaPermissions,
    examples: terraform(
      'identifiers = ["lambda.amazonaws.com"]',
      'identifiers = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]',
    ),
  },
  "FE-LAM-011": {
    title: "A callback in Node.js 24 or newer",
    reason: "Lambda's runtimes from Node.js 24 on call handlers without a callback.",
    page: pages.lambdaHandler,
    examples: {
      code: handler(
        "exports.handler = (event, context, callback) => {\n  callback(null, event.Records[0].cf.request);\n};\n",
        "exports.handler = async (event) => event.Records[0].cf.request;\n",
        { event: "origin-request" },
      ),
    },
  },
  "FE-LAM-012": {
    title: "An environment variable",
    reason: "Lambda@Edge has no environment variables but Lambda's own, so any other is always undefined.",
    page: pages.lambdaAtEdgeRestrictions,
    examples: {
      read: handler(
        lambda("request.uri = process.env.PREFIX + request.uri;\n  return request;"),
        lambda("request.uri = '/a' + request.uri;\n  return request;"),
        { event: "origin-request", fix: "Write the value into the source" },
      ),
      tested: handler(
        lambda("if (process.env.DEBUG) console.log(request.uri);\n  return request;"),
        lambda("const isDebugged = true;\n  if (isDebugged) console.log(request.uri);\n  return request;"),
        { event: "origin-request", fix: "Write the value into the source" },
      ),
    },
  },
} as const satisfies Readonly<Record<`FE-LAM-${string}`, Rule>>;
