import { behaviorsOf } from "../rules/behaviors.ts";
import { constant, list, number, type Resource } from "../rules/resources.ts";
import { block, type SecurityCheck, type SecurityContext } from "./check.ts";

/** Why functions of Lambda@Edge can't meet some of Checkov's checks of Lambda functions. */
export const edgeExceptions: Readonly<Record<string, string>> = {
  CKV_AWS_50: "Lambda@Edge does not support X-Ray tracing.",
  CKV_AWS_115: "Lambda@Edge does not support reserved concurrency.",
  CKV_AWS_116: "Lambda@Edge does not support dead-letter queues; CloudFront waits for each run.",
  CKV_AWS_117: "Lambda@Edge does not support functions in a VPC.",
};

/** True if a distribution uses a Lambda function, which makes it one of Lambda@Edge. */
function isAtEdge({ address }: Resource, { resources }: SecurityContext): boolean {
  return resources.some(
    (one) =>
      one.type === "aws_cloudfront_distribution" &&
      behaviorsOf(one).some(({ associations }) => associations.some(({ name }) => name === address)),
  );
}

/** A check that holds by definition for functions of Lambda@Edge, if they can't meet it. */
function check(details: Omit<SecurityCheck, "type">): SecurityCheck {
  const isException = details.ids.some((id) => edgeExceptions[id] !== undefined);
  return {
    type: "aws_lambda_function",
    ...details,
    isMet: (resource, context) => (isException && isAtEdge(resource, context)) || details.isMet(resource, context),
  };
}

/**
 * True if AWS has deprecated a runtime of Node.js or Python.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html (read in 2026-09)
 */
function isDeprecated(runtime: string): boolean {
  const [, name, version] = /^(nodejs|python3\.)(\d+)/.exec(runtime) ?? [];
  return Number(version) < (name === "nodejs" ? 22 : 10);
}

const variablesOf = ({ values }: Resource) => block(block(values, "environment"), "variables");
const accessKey = /\b(AKIA|ASIA)[A-Z0-9]{16}\b/;

/** Checkov's checks of Lambda functions. @see https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html */
export const lambdaChecks: readonly SecurityCheck[] = [
  check({
    ids: ["CKV_AWS_45"],
    title: "No environment variable of a function holds an access key",
    fix: "Give the function's role the rights, and remove the key.",
    isMet: (resource) => !Object.values(variablesOf(resource)).some((value) => accessKey.test(String(value))),
  }),
  check({
    ids: ["CKV_AWS_50"],
    title: "Functions are traced by X-Ray",
    fix: "Set the tracing mode to Active.",
    isMet: ({ values }) => ["Active", "PassThrough"].includes(String(block(values, "tracing_config").mode)),
  }),
  check({
    ids: ["CKV_AWS_115"],
    title: "Functions have reserved concurrency",
    fix: "Set reserved_concurrent_executions.",
    isMet: ({ values }) => (number(values.reserved_concurrent_executions) ?? -1) >= 0,
  }),
  check({
    ids: ["CKV_AWS_116"],
    title: "Functions have a dead-letter queue",
    fix: "Set dead_letter_config.",
    isMet: ({ values }) => list(values.dead_letter_config).length > 0,
  }),
  check({
    ids: ["CKV_AWS_117"],
    title: "Functions are in a VPC",
    fix: "Set vpc_config.",
    isMet: ({ values }) => list(values.vpc_config).length > 0,
  }),
  check({
    ids: ["CKV_AWS_173"],
    title: "Environment variables of functions are encrypted with a key of KMS",
    fix: "Set kms_key_arn.",
    isMet: (resource) => Object.keys(variablesOf(resource)).length === 0 || resource.values.kms_key_arn !== undefined,
  }),
  check({
    ids: ["CKV_AWS_272"],
    title: "Functions check the signature of their code",
    fix: "Set code_signing_config_arn.",
    isMet: ({ values }) => values.code_signing_config_arn !== undefined,
  }),
  check({
    ids: ["CKV_AWS_363"],
    title: "Functions have a runtime that AWS maintains",
    fix: "Use a runtime that AWS's page does not list as deprecated, such as nodejs22.x.",
    isMet: ({ values }) => !isDeprecated(String(values.runtime)),
  }),
  {
    ids: ["CKV_AWS_258"],
    type: "aws_lambda_function_url",
    title: "Function URLs ask for a signature",
    fix: "Set authorization_type to AWS_IAM.",
    isMet: ({ values }) => values.authorization_type !== "NONE",
  },
  {
    ids: ["CKV2_AWS_75"],
    type: "aws_lambda_function_url",
    title: "No function URL allows all origins to use all methods",
    fix: "List the origins or the methods in cors.",
    isMet: ({ values }) => {
      const { allow_origins: origins, allow_methods: methods } = block(values, "cors");
      return !(list(origins).includes("*") && list(methods).includes("*"));
    },
  },
  {
    ids: ["CKV_AWS_301"],
    type: "aws_lambda_permission",
    title: "No permission lets everyone call a function",
    fix: "Name a principal.",
    isMet: ({ values }) => values.principal !== "*",
  },
  {
    ids: ["CKV_AWS_364"],
    type: "aws_lambda_permission",
    title: "Permissions of AWS's services name the resource that may call a function",
    fix: "Set source_arn or source_account.",
    isMet: ({ values }) =>
      !/\.amazonaws\.com$/.test(constant(values.principal) ?? "") ||
      (values.source_arn ?? values.source_account) !== undefined,
  },
];
