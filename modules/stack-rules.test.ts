import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { artifact } from "@featheredge/compiler/testing";
import { entryAttribute } from "@featheredge/synth";
import { behavior, distribution, many, reported } from "@featheredge/synth/testing";
import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { KeyValueStore } from "./key-value-store/index.ts";
import { LambdaAtEdge, type LambdaAtEdgeProps } from "./lambda-at-edge/index.ts";
import { ViewerFunction } from "./viewer-function/index.ts";

/** Adds a Lambda@Edge function; `props` replaces what a test is about. */
function lambda(stack: TerraformStack, props: Partial<LambdaAtEdgeProps>): LambdaAtEdge {
  return new LambdaAtEdge(stack, "heavy", {
    name: "heavy",
    artifact: artifact(),
    file: "functions/heavy.zip",
    account: "123456789012",
    usEast1: new AwsProvider(stack, "us-east-1", { region: "us-east-1", alias: "us_east_1" }),
    logRegions: {},
    logRetentionDays: 1,
    ...props,
  });
}

describe("a stack that uses our modules without an environment", () => {
  it("reports names that AWS rejects", () => {
    const name = "a".repeat(65);
    const diagnostics = reported((stack) => {
      const function_ = new ViewerFunction(stack, "light", {
        name,
        artifact: artifact({ runtime: "cloudfront-function" }),
        file: "functions/light.js",
      });
      const heavy = lambda(stack, { name });
      distribution(stack, {
        defaultCacheBehavior: behavior({
          functionAssociation: [{ eventType: "viewer-request", functionArn: function_.arn }],
        }),
        orderedCacheBehavior: [
          {
            ...behavior({
              lambdaFunctionAssociation: [{ eventType: "viewer-request", lambdaArn: heavy.qualifiedArn }],
            }),
            pathPattern: "/a",
          },
        ],
      });
    });
    expect(diagnostics.map((message) => message.split(": ")[2])).toEqual([
      "aws_cloudfront_function.light.name",
      "aws_lambda_function.heavy.function_name",
    ]);
  });

  it("reports a function and a store by the environment's keys and the handlers' files, if they are given", () => {
    const file = "edge-handlers/sign/handler.ts";
    const diagnostics = reported(
      (stack) => {
        const { arn: functionArn } = new ViewerFunction(stack, "light", {
          name: "si gn",
          artifact: artifact({ runtime: "cloudfront-function" }),
          file: "functions/light.js",
          environmentKeys: { resource: "distributions.site.defaultBehavior.viewerRequest", files: { code: file } },
        });
        const functionAssociation = [{ eventType: "viewer-request", functionArn }];
        distribution(stack, { defaultCacheBehavior: behavior({ functionAssociation }) });
        new KeyValueStore(stack, "config", {
          name: "config",
          comment: "",
          file: "initial-entries.json",
          environmentKeys: {
            resource: "distributions.site",
            attributes: { [entryAttribute("sign/page")]: "handlers.sign.config.page" },
          },
        });
      },
      {
        "functions/light.js": "a".repeat(10_241),
        "initial-entries.json": JSON.stringify([{ key: "sign/page", value: "v".repeat(1_025) }]),
      },
    );
    expect(diagnostics).toEqual([
      expect.stringContaining(
        "environments/prod.ts: distributions.site.defaultBehavior.viewerRequest (name): The function name 'si gn' must be",
      ),
      expect.stringContaining(`${file}: The function si gn has 10241 bytes`),
      expect.stringContaining("environments/prod.ts: handlers.sign.config.page: The value of 'sign/page' has 1025 B"),
    ]);
  });

  it("checks a function for the event at which a behavior uses it, whatever event it was built for", () => {
    const [message] = reported((stack) => {
      const { qualifiedArn: lambdaArn } = lambda(stack, { artifact: artifact({ event: "origin-request" }) });
      distribution(stack, {
        defaultCacheBehavior: behavior({
          lambdaFunctionAssociation: [{ eventType: "viewer-request", lambdaArn }],
        }),
      });
    });
    expect(message).toContain("aws_lambda_function.heavy: 30 s of time; Lambda@Edge takes 5 s at viewer-request");
  });

  it.each([
    ["a key", { key: "k".repeat(513), value: "" }, "The key of"],
    ["a value", { key: "k", value: "v".repeat(1_025) }, "The value of 'k' has 1025 B; a KeyValueStore takes 1024 B."],
  ])("reports %s that is too long in the file that fills a KeyValueStore", (_, pair, expected) => {
    const [message] = reported(
      (stack) => void new KeyValueStore(stack, "config", { name: "config", comment: "", file: "initial-entries.json" }),
      { "initial-entries.json": JSON.stringify([pair]) },
    );
    expect(message).toContain(`aws_cloudfront_key_value_store.config: ${expected}`);
  });

  it("reports a KeyValueStore that is too large", () => {
    const pairs = many(6_000, (index) => ({ key: String(index), value: "v".repeat(1_000) }));
    const [message] = reported(
      (stack) => void new KeyValueStore(stack, "config", { name: "config", comment: "", file: "initial-entries.json" }),
      { "initial-entries.json": JSON.stringify(pairs) },
    );
    expect(message).toContain("6000 entries of 6022890 B together; it takes 5242880 B.");
  });
});
