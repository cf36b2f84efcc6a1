import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import type { EdgeRuntime } from "../events.ts";
import { cloudFrontFunctionQuotas } from "../quotas/cloudfront-functions.ts";
import { lambdaAtEdgeQuotas } from "../quotas/lambda-at-edge.ts";

/**
 * Returns the reason why a function can't have this name; undefined when it can. Both runtimes accept letters, digits, `-`
 * and `_`.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html
 */
export function checkFunctionName(runtime: EdgeRuntime, name: string): Diagnostic | undefined {
  const lambda = runtime === "lambda-at-edge";
  const most = (lambda ? lambdaAtEdgeQuotas : cloudFrontFunctionQuotas).nameCharacters.value;
  const page = lambda ? pages.createLambdaApi : pages.createFunctionApi;
  if (!/^[a-zA-Z0-9-_]+$/.test(name)) {
    return diagnose("FE-STK-003", {
      message: `The function name '${name}' must be letters, digits, '-' and '_' only.`,
      fix: "Rename the function.",
      page,
    });
  }
  if (name.length > most) {
    return diagnose("FE-STK-003", {
      message: `The function name '${name}' has ${name.length} characters; AWS takes ${most}.`,
      fix: "Shorten it.",
      page,
    });
  }
  return undefined;
}
