import { pages } from "@featheredge/diagnostics";
import type { EdgeRuntime } from "../events.ts";
import { cloudFrontFunctionQuotas } from "../quotas/cloudfront-functions.ts";
import { lambdaAtEdgeQuotas } from "../quotas/lambda-at-edge.ts";
import type { Violation } from "../violation.ts";

/**
 * Why a function can't be called so; undefined when it can. Both runtimes take letters, digits, `-` and `_`.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html
 */
export function checkFunctionName(runtime: EdgeRuntime, name: string): Violation | undefined {
  const lambda = runtime === "lambda-at-edge";
  const most = (lambda ? lambdaAtEdgeQuotas : cloudFrontFunctionQuotas).nameCharacters.value;
  const page = lambda ? pages.createLambdaApi : pages.createFunctionApi;
  if (!/^[a-zA-Z0-9-_]+$/.test(name)) {
    return {
      rule: "function-name",
      message: `The function name '${name}' must be letters, digits, '-' and '_' only. Rename the function.`,
      page,
    };
  }
  if (name.length > most) {
    return {
      rule: "function-name",
      message: `The function name '${name}' has ${name.length} characters; AWS takes ${most}. Shorten it.`,
      page,
    };
  }
  return undefined;
}
