import { describe, expect, it } from "vitest";
import { FunctionUrlOrigin } from "../origins/function-url/index.ts";
import { synthesized } from "../testing/stack.ts";
import { LambdaApi } from "./index.ts";

const made = synthesized((stack) => {
  new LambdaApi(stack, "orders", {
    name: "prod-orders-api",
    description: "Orders",
    file: "function.zip",
    sourceCodeHash: "hash",
    memoryMb: 256,
    timeoutSeconds: 10,
    logRetentionDays: 30,
  });
  const origin = new FunctionUrlOrigin(stack, "origin", {
    functionName: "prod-orders-api",
    domainName: "abc.lambda-url.eu-west-1.on.aws",
  });
  origin.allowDistribution("arn:distribution");
});

describe("a Lambda API", () => {
  it("has a URL that only signed requests may use", () => {
    expect(made.one("aws_lambda_function_url")).toMatchObject({ authorization_type: "AWS_IAM" });
  });

  it("may write its own logs, and has no other permission", () => {
    const [statement, ...others] = made.data("aws_iam_policy_document", "permissions").statement;
    expect(statement).toMatchObject({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.arn\}:\*$/)],
    });
    expect(others).toEqual([]);
  });

  it("logs to a group that exists before it, with a retention", () => {
    expect(made.one("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/lambda/prod-orders-api",
      retention_in_days: 30,
    });
    expect(made.one("aws_lambda_function").depends_on).toEqual([expect.stringMatching(/^aws_cloudwatch_log_group\./)]);
  });
});

describe("a distribution's access to a Lambda API", () => {
  it("signs every request", () => {
    expect(made.one("aws_cloudfront_origin_access_control")).toMatchObject({
      origin_access_control_origin_type: "lambda",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
  });

  it("has both permissions that AWS requires, for this distribution alone", () => {
    const common = { principal: "cloudfront.amazonaws.com", source_arn: "arn:distribution" };
    expect(made.all("aws_lambda_permission")).toMatchObject([
      { ...common, action: "lambda:InvokeFunctionUrl", function_url_auth_type: "AWS_IAM" },
      { ...common, action: "lambda:InvokeFunction" },
    ]);
  });
});
