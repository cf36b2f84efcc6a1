import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { readOn } from "../sources.ts";

/** The page of the list below. */
export const lambdaVariablesSource = readOn("2026-11", pages.lambdaVariables);

/** The environment variables that Lambda itself sets for functions in Node.js, reserved or not. */
export const lambdaVariables: readonly string[] = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_XRAY_CONTEXT_MISSING",
  "AWS_XRAY_DAEMON_ADDRESS",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
  "LANG",
  "LD_LIBRARY_PATH",
  "NODE_PATH",
  "PATH",
  "TZ",
];

/**
 * Returns the reason why reading an environment variable gives undefined in Lambda@Edge, whose functions have no
 * variables but Lambda's own; undefined when Lambda sets it.
 *
 * @param hasFallback whether the code only tests the variable, or has another value for it: then it is a warning
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
export function checkLambdaVariable(name: string, hasFallback: boolean): Diagnostic<"FE-LAM-012"> | undefined {
  if (lambdaVariables.includes(name)) return undefined;
  return diagnose("FE-LAM-012", {
    message: `process.env.${name} is always undefined: Lambda@Edge has no environment variables but Lambda's own.`,
    fix: `Write the value into the source, or into the config of a handler for "@featheredge/edge-sdk".`,
    page: pages.lambdaAtEdgeRestrictions,
    ...(hasFallback ? { severity: "warning" as const } : {}),
  });
}
