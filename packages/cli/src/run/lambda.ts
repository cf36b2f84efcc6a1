import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { fromLambdaResult, runLambdaAtEdge, toLambdaEvent } from "@featheredge/runtimes";
import { unzipSync } from "fflate";
import type { Ran, RunInput } from "./engine.ts";
import { outcomeOf } from "./outcome.ts";

/**
 * The origin of AWS's example event, for files that don't bring one.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#example-origin-request
 */
const exampleOrigin = {
  custom: {
    customHeaders: {},
    domainName: "example.org",
    keepaliveTimeout: 5,
    path: "",
    port: 443,
    protocol: "https",
    readTimeout: 30,
    sslProtocols: ["TLSv1", "TLSv1.1", "TLSv1.2"],
  },
};

/**
 * Runs a Lambda@Edge function. The result's request has an `origin` when the function changed it.
 *
 * @param zip - The function's package, which is unpacked into the directory.
 */
export async function runLambda(input: RunInput, zip: Uint8Array, directory: string): Promise<Ran> {
  const { at, env } = input;
  const given = input.event as Parameters<typeof toLambdaEvent>[0];
  for (const [name, bytes] of Object.entries(unzipSync(zip))) writeFileSync(join(directory, name), bytes);
  const origin = at.startsWith("origin") ? (Reflect.get(given.request, "origin") ?? exampleOrigin) : undefined;
  const event = structuredClone(toLambdaEvent(given, at));
  if (origin !== undefined) Object.assign(event.Records[0].cf.request, { origin: structuredClone(origin) });
  const result = await runLambdaAtEdge(directory, event, {
    event: at,
    // Lambda's Node.js is AWS's choice; the SDK's opinion of this machine's is not a log line of the handler.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", ...env },
  });
  return {
    engine: "lambda",
    ...outcomeOf(result, (output) => withOrigin(fromLambdaResult(output, given, at), output, origin)),
  };
}

function withOrigin(outcome: ReturnType<typeof fromLambdaResult>, output: unknown, given: unknown): object {
  const origin: unknown = Reflect.get(output as object, "origin");
  if (outcome.request === undefined || origin === undefined || isDeepStrictEqual(origin, given)) return outcome;
  return { request: { ...outcome.request, origin } };
}
