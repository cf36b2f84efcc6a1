import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BehaviorInput, EnvironmentBuild, FunctionArtifact } from "@featheredge/compiler";
import { artifact } from "@featheredge/compiler/testing";
import type { Environment } from "#environments";
import { behaviorInputs } from "../distribution/behaviors.ts";

/** A build as the compiler returns it, with stand-ins for functions: Lambda@Edge below `/members/`, CloudFront Functions elsewhere. */
export function testBuild(name: string, environment: Environment, directory: string): EnvironmentBuild {
  const behaviors = behaviorInputs(environment).map((behavior) => ({
    distribution: behavior.distribution,
    key: behavior.key,
    path: behavior.path,
    isDefault: behavior.isDefault === true,
    bucket: behavior.bucket,
    functions: Object.fromEntries(
      Object.keys(behavior.events).map((event) => [event, artifactFor(behavior, event as FunctionArtifact["event"])]),
    ),
  }));
  const functions = behaviors.flatMap((behavior) => Object.values(behavior.functions));
  mkdirSync(join(directory, "functions"), { recursive: true });
  for (const { file } of functions) writeFileSync(join(directory, file), file);
  return { environment: name, directory, functions, behaviors, placements: [], stores: [] };
}

function artifactFor(behavior: BehaviorInput, event: FunctionArtifact["event"]): FunctionArtifact {
  const isLambda = behavior.path.startsWith("/members/");
  const handlers = behavior.events[event] ?? [];
  return artifact({
    name: [...handlers, ...(isLambda ? ["lambda"] : [])].join("-"),
    runtime: isLambda ? "lambda-at-edge" : "cloudfront-function",
    event,
    handlers,
    sources: handlers.map((handler) => `edge-handlers/${handler}/handler.ts`),
    viewerHeaders: handlers.includes("country-router") ? ["CloudFront-Viewer-Country"] : [],
  });
}
