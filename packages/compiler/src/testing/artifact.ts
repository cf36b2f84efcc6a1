import type { FunctionArtifact } from "../types.ts";

/** Returns a function as the compiler leaves it: on Lambda@Edge, unless `changes` give another runtime. */
export function artifact(changes: Partial<FunctionArtifact> = {}): FunctionArtifact {
  const { name = "sign-in", runtime = "lambda-at-edge" } = changes;
  const isLambda = runtime === "lambda-at-edge";
  return {
    name,
    runtime,
    event: "viewer-request",
    handlers: [name],
    sources: [`edge-handlers/${name}/handler.ts`],
    file: `functions/${name}.${isLambda ? "zip" : "js"}`,
    bytes: 1_000,
    budgetBytes: isLambda ? 1_048_576 : 10_240,
    sha256: "ab".repeat(32),
    sourceCodeHash: "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=",
    reasons: [],
    viewerHeaders: [],
    requestReads: [],
    secrets: [],
    warnings: [],
    ...changes,
  };
}
