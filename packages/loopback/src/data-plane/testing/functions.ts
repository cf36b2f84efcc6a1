import type { EdgeCall, EdgeCallResult, EdgeFunctions } from "../base/edge-functions.ts";

type Outcome = EdgeCallResult extends infer Result
  ? Result extends unknown
    ? Omit<Result, "logs" | "durationMs">
    : never
  : never;

/** A test's function. If it returns undefined, the request or response passes unchanged. */
export type FakeFunction = (call: EdgeCall) => Outcome | undefined | Promise<Outcome>;

/** Edge functions that are closures of a test, by their ARNs. */
export function fakeFunctions(byArn: Record<string, FakeFunction>): EdgeFunctions & { readonly calls: EdgeCall[] } {
  const calls: EdgeCall[] = [];
  return {
    calls,
    async run(call) {
      calls.push(call);
      const outcome = (await byArn[call.arn]?.(call)) ?? unchanged(call);
      return { logs: [`ran ${call.arn}`], durationMs: 1, ...outcome } as EdgeCallResult;
    },
    async close() {},
  };
}

function unchanged(call: EdgeCall): Outcome {
  return call.response === undefined
    ? { kind: "request", request: call.request }
    : { kind: "response", response: call.response };
}
