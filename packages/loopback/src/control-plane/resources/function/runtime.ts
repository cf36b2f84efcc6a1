import type { FunctionConfig } from "@aws-sdk/client-cloudfront";
import { type FunctionRuntime, functionRuntimes } from "@featheredge/aws-rules";

/** The runtime of a function. `checkFunction` accepts no other values than AWS's. */
export function runtimeOf({ Runtime }: FunctionConfig): FunctionRuntime {
  return functionRuntimes.find((runtime) => runtime === Runtime) ?? "cloudfront-js-2.0";
}
