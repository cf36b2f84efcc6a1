import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { LambdaFunctionAssociation } from "@aws-sdk/client-cloudfront";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepReplicated } from "../moto/lambda/replicated.ts";
import { startControlPlane, type TestControlPlane } from "./testing/control-plane.ts";
import { distributionConfig, testBehavior } from "./testing/distribution.ts";

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:edge";
const replicaSeconds = 10;
let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane({ deploySeconds: 0, replicaSeconds });
});

afterEach(() => controlPlane.close());

function config(...arns: string[]) {
  const items: LambdaFunctionAssociation[] = arns.map((arn) => ({
    LambdaFunctionARN: arn,
    EventType: "origin-request",
  }));
  const LambdaFunctionAssociations = { Quantity: items.length, Items: items };
  return distributionConfig({ DefaultCacheBehavior: { ...testBehavior, LambdaFunctionAssociations } });
}

async function change(id: string | undefined, ...arns: string[]): Promise<void> {
  const { ETag } = await controlPlane.client.getDistributionConfig({ Id: id });
  await controlPlane.client.updateDistribution({ Id: id, IfMatch: ETag, DistributionConfig: config(...arns) });
}

describe("the replicas of a Lambda@Edge function", () => {
  it("exist while a distribution uses a version, and for some time afterwards", async () => {
    expect(controlPlane.findReplica(functionArn)).toBeUndefined();
    const made = await controlPlane.client.createDistribution({ DistributionConfig: config(`${functionArn}:1`) });
    expect(controlPlane.findReplica(functionArn)).toBe(`${functionArn}:1`);
    expect(controlPlane.findReplica(`${functionArn}:1`)).toBe(`${functionArn}:1`);
    expect(controlPlane.findReplica(`${functionArn}:2`)).toBeUndefined();
    expect(controlPlane.findReplica(functionArn.slice(0, -1))).toBeUndefined();

    expect(controlPlane.deployment.lambdaVersions()).toEqual(new Set([`${functionArn}:1`]));

    await change(made.Distribution?.Id);
    expect(controlPlane.deployment.lambdaVersions()).toEqual(new Set());
    controlPlane.advance(replicaSeconds - 1);
    expect(controlPlane.findReplica(functionArn)).toBe(`${functionArn}:1`);
    controlPlane.advance(1);
    expect(controlPlane.findReplica(functionArn)).toBeUndefined();
  });

  it("stay when a distribution begins to use the version again", async () => {
    const made = await controlPlane.client.createDistribution({ DistributionConfig: config(`${functionArn}:1`) });
    await change(made.Distribution?.Id);
    await change(made.Distribution?.Id, `${functionArn}:1`);
    controlPlane.advance(replicaSeconds + 1);
    expect(controlPlane.findReplica(functionArn)).toBe(`${functionArn}:1`);
  });

  it("outlive a deleted distribution", async () => {
    const wanted = { ...config(`${functionArn}:1`), Enabled: false };
    const { Distribution, ETag } = await controlPlane.client.createDistribution({ DistributionConfig: wanted });
    await controlPlane.client.deleteDistribution({ Id: Distribution?.Id, IfMatch: ETag });
    expect(controlPlane.findReplica(functionArn)).toBe(`${functionArn}:1`);
    controlPlane.advance(replicaSeconds);
    expect(controlPlane.findReplica(functionArn)).toBeUndefined();
  });
});

describe("the deletion of a Lambda function", () => {
  const requestTo = async (path: string, method = "DELETE") => {
    const listener = keepReplicated(
      (_, response) => void response.writeHead(204).end(),
      (arn) => [`${functionArn}:3`, functionArn].find((known) => known === arn) && `${functionArn}:3`,
    );
    const server = createServer((request, response) => {
      request.headers.host = "lambda.us-east-1.amazonaws.com";
      listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const authorization = "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/lambda/aws4_request";
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
    const response = await fetch(url, { method, headers: { authorization } });
    const answer = {
      status: response.status,
      type: response.headers.get("x-amzn-errortype"),
      text: await response.text(),
    };
    server.close();
    return answer;
  };

  it.each([
    "/2015-03-31/functions/edge",
    "/2015-03-31/functions/edge/?Qualifier=3",
    `/2015-03-31/functions/${encodeURIComponent(functionArn)}`,
  ])("is rejected with Lambda's own error while it has replicas: %s", async (path) => {
    expect(await requestTo(path)).toEqual({
      status: 400,
      type: "InvalidParameterValueException",
      text: expect.stringContaining(
        `Lambda was unable to delete ${functionArn}:3 because it is a replicated function.`,
      ),
    });
  });

  it.each([
    ["DELETE", "/2015-03-31/functions/edge?Qualifier=2"],
    ["DELETE", "/2015-03-31/functions/other"],
    ["DELETE", "/2015-03-31/functions/%zz"],
    ["GET", "/2015-03-31/functions/edge"],
  ])("is passed to Lambda otherwise: %s %s", async (method, path) => {
    expect(await requestTo(path, method)).toMatchObject({ status: 204 });
  });
});
