import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function/index.js";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import type { LambdaFunctionConfig } from "@cdktf/provider-aws/lib/lambda-function/index.js";
import { LambdaProvisionedConcurrencyConfig } from "@cdktf/provider-aws/lib/lambda-provisioned-concurrency-config/index.js";
import { LambdaRuntimeManagementConfig } from "@cdktf/provider-aws/lib/lambda-runtime-management-config/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { behavior, distribution, lambda, light, reported, withLambda } from "../testing/index.ts";

describe("a Lambda@Edge function that AWS rejects", () => {
  it.each<[string, Partial<LambdaFunctionConfig>, string]>([
    ["environment variables", { environment: { variables: { A: "1" } } }, "does not support environment variables"],
    ["layers", { layers: ["arn"] }, "does not support layers"],
    ["a VPC", { vpcConfig: { subnetIds: ["a"], securityGroupIds: ["b"] } }, "does not support access to a VPC"],
    [
      "a dead-letter queue",
      { deadLetterConfig: { targetArn: "arn:aws:sqs:us-east-1:123456789012:dead" } },
      "does not support a dead-letter queue",
    ],
    ["tracing", { tracingConfig: { mode: "Active" } }, "does not support X-Ray tracing"],
    ["reserved concurrency", { reservedConcurrentExecutions: 0 }, "does not support reserved concurrency"],
    ["a container image", { packageType: "Image", imageUri: "a" }, "does not support container images"],
    [
      "a zip under its own key",
      { sourceKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/a" },
      "does not support a zip that is encrypted",
    ],
    ["arm64", { architectures: ["arm64"] }, "The architecture 'arm64'; Lambda@Edge takes x86_64 only."],
    ["memory", { memorySize: 129 }, "129 MB of memory; Lambda@Edge takes 128 MB at viewer-request."],
    ["time", { timeout: 6 }, "6 s of time; Lambda@Edge takes 5 s at viewer-request."],
    ["temporary storage", { ephemeralStorage: { size: 513 } }, "513 MB of temporary storage; Lambda@Edge takes 512 MB"],
    [
      "an old runtime",
      { runtime: "nodejs18.x" },
      "The runtime 'nodejs18.x' is not one of Lambda@Edge's. Use nodejs20.x, nodejs22.x",
    ],
    ["another language", { runtime: "java21" }, "The runtime 'java21'"],
    ["no version", { publish: false }, "The function is not published; Lambda@Edge takes numbered versions only"],
    ["an impossible name", { functionName: "si gn" }, "function_name: The function name 'si gn' must be letters"],
  ])("is reported for %s", (_, changes, expected) => {
    const diagnostics = reported(withLambda(changes));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toContain(expected);
    expect(diagnostics[0]).toMatch(/^environments\/prod\.ts: site-prod: aws_lambda_function\.sign/);
  });

  it("may have more memory and time at origin events", () => {
    expect(reported(withLambda({ memorySize: 512, timeout: 30 }, "origin-request"))).toEqual([]);
    expect(reported(withLambda({ timeout: 31 }, "origin-request"))[0]).toContain("takes 30 s at origin-request");
  });

  it("is reported for a zip that is too large for its event", () => {
    const files = { "functions/sign.zip": new Uint8Array(1024 * 1024 + 1) };
    expect(reported(withLambda({}), files)[0]).toContain(
      "The zip of sign has 1048577 bytes; Lambda@Edge takes 1048576",
    );
    expect(reported(withLambda({}, "origin-request"), files)).toEqual([]);
  });

  it("is reported for provisioned concurrency and manual runtime updates", () => {
    const diagnostics = reported((stack) => {
      withLambda({})(stack);
      const functionName = "${aws_lambda_function.sign.function_name}";
      new LambdaProvisionedConcurrencyConfig(stack, "warm", {
        functionName,
        qualifier: "1",
        provisionedConcurrentExecutions: 1,
      });
      new LambdaRuntimeManagementConfig(stack, "runtime", { functionName, updateRuntimeOn: "FunctionUpdate" });
    });
    expect(diagnostics.map((message) => message.split("does not support ")[1])).toEqual([
      "provisioned concurrency. Leave it to the account.",
      "runtime updates other than Auto. Leave them at Auto.",
    ]);
  });

  it.each<[string, (stack: TerraformStack, services: string[]) => string]>([
    [
      "as JSON",
      (_, Service) =>
        JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }] }),
    ],
    [
      "as a data source",
      (stack, identifiers) =>
        new DataAwsIamPolicyDocument(stack, "trust", {
          statement: [{ actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers }] }],
        }).json,
    ],
  ])("is reported for a role that does not trust both services, written %s", (_, policy) => {
    const trusting = (...services: string[]) =>
      reported((stack) => {
        const role = new IamRole(stack, "role", { assumeRolePolicy: policy(stack, services) });
        withLambda({ role: role.arn })(stack);
      });
    expect(trusting("lambda.amazonaws.com", "edgelambda.amazonaws.com")).toEqual([]);
    expect(trusting("lambda.amazonaws.com")).toEqual([
      expect.stringContaining(
        "site-prod: aws_iam_role.role.assume_role_policy: The role does not trust edgelambda.amazonaws.com, and",
      ),
    ]);
    expect(trusting("edgelambda.amazonaws.com")[0]).toContain("does not trust lambda.amazonaws.com, and");
  });

  it("is reported outside us-east-1", () => {
    const [message] = reported((stack) => {
      const provider = new AwsProvider(stack, "home", { region: "eu-west-1", alias: "home" });
      withLambda({ provider })(stack);
    });
    expect(message).toContain("aws_lambda_function.sign.provider: The function is in eu-west-1");
  });

  it.each([
    ["without its version", (stack: TerraformStack) => lambda(stack).arn, "aws_lambda_function.sign"],
    ["as $LATEST", () => "arn:aws:lambda:us-east-1:123456789012:function:sign:$LATEST", "$LATEST"],
    ["of another region", () => "arn:aws:lambda:eu-west-1:123456789012:function:sign:1", "eu-west-1"],
  ])("is reported for %s", (_, arn, named) => {
    const [message] = reported((stack) => {
      const lambdaFunctionAssociation = [{ eventType: "viewer-request", lambdaArn: arn(stack) }];
      distribution(stack, { defaultCacheBehavior: behavior({ lambdaFunctionAssociation }) });
    });
    expect(message).toContain("is not the ARN of a numbered version in us-east-1");
    expect(message).toContain(named);
  });
});

describe("a CloudFront Function that AWS rejects", () => {
  it("is reported for its name", () => {
    expect(reported((stack) => void light(stack, "", "a.b"))[0]).toContain(
      "name: The function name 'a.b' must be letters",
    );
  });

  it("is reported for code over 10,240 bytes, in a file or not", () => {
    const code = `${"a".repeat(10_241)}`;
    expect(reported((stack) => void light(stack, code))[0]).toContain("router has 10241 bytes");
    const inFile = '${file("${path.module}/functions/router.js")}';
    expect(reported((stack) => void light(stack, inFile), { "functions/router.js": code })[0]).toContain(
      "aws_cloudfront_function.router.code: The function router has 10241 bytes",
    );
  });

  it("is reported for two KeyValueStores", () => {
    const [message] = reported((stack) => {
      new CloudfrontFunction(stack, "router", {
        name: "router",
        runtime: "cloudfront-js-2.0",
        code: "",
        keyValueStoreAssociations: ["arn:a", "arn:b"],
      });
    });
    expect(message).toContain("key_value_store_associations: 2 KeyValueStores; AWS takes 1 a CloudFront Function");
  });
});
