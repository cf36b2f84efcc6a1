import {
  CloudfrontDistribution,
  type CloudfrontDistributionConfig,
  type CloudfrontDistributionDefaultCacheBehavior,
} from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function/index.js";
import { LambdaFunction, type LambdaFunctionConfig } from "@cdktf/provider-aws/lib/lambda-function/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { describePosition, sentences } from "@featheredge/diagnostics";
import { TerraformStack, Testing } from "cdktf";
import { expect } from "vitest";
import { checkAccounts, checkStack } from "../rules/index.ts";

export type Build = (stack: TerraformStack) => void;
type Files = Readonly<Record<string, string | Uint8Array>>;

const file = "environments/prod.ts";

export function stackOf(
  build: Build,
  name = "site-prod",
  account = "123456789012",
  app = Testing.app({ stackTraces: false, outdir: "not-written" }),
) {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, "aws", { region: "us-east-1", allowedAccountIds: [account] });
  build(stack);
  return { stack, file };
}

/** All diagnostics of a stack as text. @param files the files in the stack's folder */
export function reported(build: Build, files: Files = {}): string[] {
  const read = (name: string) => (files[name] === undefined ? undefined : Buffer.from(files[name]));
  const source = stackOf(build);
  return [...checkStack(source, read), ...checkAccounts([source])].map((diagnostic) => {
    expect(diagnostic.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    return `${describePosition(diagnostic.at)}: ${sentences(diagnostic)}`;
  });
}

export const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

export const behavior = (changes: Partial<CloudfrontDistributionDefaultCacheBehavior> = {}) => ({
  targetOriginId: "pages",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  ...changes,
});

export const distribution = (stack: TerraformStack, changes: Partial<CloudfrontDistributionConfig> = {}, id = "site") =>
  new CloudfrontDistribution(stack, id, {
    enabled: true,
    origin: [{ originId: "pages", domainName: "pages.example.com" }],
    defaultCacheBehavior: behavior(),
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...changes,
  });

export const lambda = (stack: TerraformStack, changes: Partial<LambdaFunctionConfig> = {}) =>
  new LambdaFunction(stack, "sign", {
    functionName: "sign",
    role: "arn:aws:iam::123456789012:role/sign",
    runtime: "nodejs22.x",
    handler: "index.handler",
    filename: "${path.module}/functions/sign.zip",
    memorySize: 128,
    timeout: 5,
    publish: true,
    ...changes,
  });

export const light = (
  stack: TerraformStack,
  code = "function handler(event) { return event.request; }",
  name = "router",
) => new CloudfrontFunction(stack, name, { name, runtime: "cloudfront-js-2.0", code });

/** A distribution whose default behavior has a Lambda function at an event. */
export const withLambda =
  (changes: Partial<LambdaFunctionConfig>, eventType = "viewer-request"): Build =>
  (stack) => {
    const lambdaArn = lambda(stack, changes).qualifiedArn;
    distribution(stack, { defaultCacheBehavior: behavior({ lambdaFunctionAssociation: [{ eventType, lambdaArn }] }) });
  };

export const withDistribution =
  (changes: Partial<CloudfrontDistributionConfig>): Build =>
  (stack) => {
    distribution(stack, changes);
  };

export const withOrigin = (changes: object) =>
  withDistribution({ origin: [{ originId: "pages", domainName: "pages.example.com", ...changes }] });

export const customOrigin = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "https-only",
  originSslProtocols: ["TLSv1.2"],
};
