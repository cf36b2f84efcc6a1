import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { FunctionArtifact } from "@featheredge/compiler";
import { artifact } from "@featheredge/compiler/testing";
import { describe, expect, it } from "vitest";
import { KeyValueStore } from "../key-value-store/index.ts";
import { synthesized } from "../testing/stack.ts";
import { LambdaAtEdge, type LambdaAtEdgeProps } from "./index.ts";

const lambda = (changes: Partial<FunctionArtifact> = {}, props: Pick<LambdaAtEdgeProps, "runtime"> = {}) =>
  synthesized((stack, usEast1) => {
    const home = new AwsProvider(stack, "home", { region: "eu-west-1" });
    new LambdaAtEdge(stack, "sign-in", {
      name: "prod-site-sign-in",
      artifact: artifact(changes),
      file: "functions/sign-in.zip",
      account: "123456789012",
      usEast1,
      logRegions: { "us-east-1": usEast1, "eu-west-1": home },
      logRetentionDays: 90,
      ...props,
    });
  });

describe("a Lambda@Edge function", () => {
  it("is a numbered version in us-east-1, with settings that Lambda@Edge supports", () => {
    expect(lambda().one("aws_lambda_function")).toMatchObject({
      provider: "aws.us_east_1",
      publish: true,
      architectures: ["x86_64"],
      runtime: "nodejs22.x",
      filename: "${path.module}/functions/sign-in.zip",
      source_code_hash: artifact().sourceCodeHash,
    });
  });

  it.each([
    ["viewer-request", 5],
    ["viewer-response", 5],
    ["origin-request", 30],
    ["origin-response", 30],
  ] as const)("has the time that AWS gives at %s: %d s", (event, timeout) => {
    expect(lambda({ event }).one("aws_lambda_function")).toMatchObject({ timeout, memory_size: 128 });
  });

  it("accepts a handler with a callback in nodejs22.x, and rejects it in nodejs24.x, which supports async handlers only", () => {
    const callbackIn = "edge-handlers/sign/handler.js";
    expect(lambda({ callbackIn }).one("aws_lambda_function").runtime).toBe("nodejs22.x");
    expect(lambda({}, { runtime: "nodejs24.x" }).one("aws_lambda_function").runtime).toBe("nodejs24.x");
    expect(() => lambda({ callbackIn }, { runtime: "nodejs24.x" })).toThrow(
      /^edge-handlers\/sign\/handler\.js: The handler takes a callback, which nodejs24\.x does not have\. .* See https:/,
    );
  });

  it("has no setting that Lambda@Edge rejects", () => {
    const made = lambda().one("aws_lambda_function");
    for (const refused of ["environment", "layers", "vpc_config", "dead_letter_config", "tracing_config"]) {
      expect(made).not.toHaveProperty(refused);
    }
  });

  it("is retained when it is removed, so that no apply waits until AWS has removed its replicas", () => {
    expect(lambda().one("aws_lambda_function")).toMatchObject({ skip_destroy: true });
    expect(lambda().one("aws_lambda_function")).not.toHaveProperty("timeouts");
  });

  it("is imported if a function with its name was retained", () => {
    const { import: blocks } = JSON.parse(lambda().text);
    const [address] = Object.keys(JSON.parse(lambda().text).resource.aws_lambda_function);
    expect(blocks).toEqual([
      {
        for_each: expect.stringMatching(
          /^\$\{toset\(\[for name in data\.aws_lambda_functions\.\S+\.function_names : name if name == "/,
        ),
        to: `aws_lambda_function.${address}`,
        id: "${each.value}",
      },
    ]);
  });

  it("keeps its role and log groups until the distribution has stopped using it", () => {
    const made = lambda();
    const types = ["aws_lambda_function", "aws_iam_role", "aws_iam_role_policy", "aws_cloudwatch_log_group"];
    for (const type of types) {
      for (const resource of made.all(type)) expect(resource.lifecycle).toEqual({ create_before_destroy: true });
    }
  });

  it("may read its KeyValueStore, and no other", () => {
    const made = synthesized((stack, usEast1) => {
      const keyValueStore = new KeyValueStore(stack, "site", {
        name: "prod-site",
        comment: "",
        file: "initial-entries/site.json",
      });
      new LambdaAtEdge(stack, "sign-in", {
        name: "prod-site-sign-in",
        artifact: artifact(),
        file: "functions/sign-in.zip",
        account: "123456789012",
        usEast1,
        logRegions: {},
        logRetentionDays: 90,
        keyValueStore,
      });
    });
    expect(made.data("aws_iam_policy_document", "permissions").statement).toContainEqual({
      sid: "OwnKeyValueStore",
      actions: ["cloudfront-keyvaluestore:DescribeKeyValueStore", "cloudfront-keyvaluestore:GetKey"],
      resources: ["${aws_cloudfront_key_value_store.site.arn}"],
    });
  });

  it("has a role that Lambda and Lambda@Edge's replicas may assume", () => {
    const [statement] = lambda().data("aws_iam_policy_document", "trust").statement;
    expect(statement.principals).toEqual([
      { type: "Service", identifiers: ["edgelambda.amazonaws.com", "lambda.amazonaws.com"] },
    ]);
  });

  it("may write its own logs, in any region in which it runs, and has no other permission", () => {
    const { statement } = lambda().data("aws_iam_policy_document", "permissions");
    const group = "arn:aws:logs:*:123456789012:log-group:/aws/lambda/us-east-1.prod-site-sign-in";
    expect(statement).toHaveLength(1);
    expect(statement[0].resources).toEqual([group, `${group}:*`]);
  });

  it("may read the secrets that its handlers read, and no other", () => {
    const { statement } = lambda({ secrets: ["/site/secret", "plain"] }).data("aws_iam_policy_document", "permissions");
    expect(statement[1]).toMatchObject({
      actions: ["ssm:GetParameter"],
      resources: [
        "arn:aws:ssm:us-east-1:123456789012:parameter/site/secret",
        "arn:aws:ssm:us-east-1:123456789012:parameter/plain",
      ],
    });
  });

  it("has log groups with a retention, under the name that replicas use, before it is created", () => {
    const made = lambda();
    expect(made.all("aws_cloudwatch_log_group")).toMatchObject([
      { name: "/aws/lambda/us-east-1.prod-site-sign-in", retention_in_days: 90, provider: "aws" },
      { name: "/aws/lambda/us-east-1.prod-site-sign-in", retention_in_days: 90, provider: "aws.us_east_1" },
    ]);
    expect(made.one("aws_lambda_function").depends_on).toHaveLength(2);
  });
});
