import { type EdgeEvent, managedPolicies } from "@featheredge/aws-rules";
import type { FunctionArtifact } from "@featheredge/compiler";
import type { TestCloudFront } from "@featheredge/loopback/testing";
import { plainBehavior } from "../one-origin.ts";
import { origins } from "./origins.ts";

interface DistributionOptions {
  readonly name: string;
  readonly originId: string;
  /** The origin request policy's id. */
  readonly policyId: string;
  readonly event: EdgeEvent;
  /** The function's ARN. */
  readonly arn: string;
  readonly artifact: FunctionArtifact;
}

/** Creates a distribution that has one function and caches nothing. @returns its domain name */
export async function createDistribution(
  client: TestCloudFront["client"],
  { name, originId, policyId, event: EventType, arn, artifact }: DistributionOptions,
): Promise<string> {
  const IncludeBody = artifact.requestBody !== undefined;
  const associations =
    artifact.runtime === "lambda-at-edge"
      ? { LambdaFunctionAssociations: { Quantity: 1, Items: [{ EventType, LambdaFunctionARN: arn, IncludeBody }] } }
      : { FunctionAssociations: { Quantity: 1, Items: [{ EventType, FunctionARN: arn }] } };
  const { Distribution } = await client.createDistribution({
    DistributionConfig: {
      CallerReference: name,
      Comment: "",
      Enabled: true,
      Origins: { Quantity: origins.length, Items: [...origins] },
      DefaultCacheBehavior: {
        ...plainBehavior,
        TargetOriginId: originId,
        CachePolicyId: managedPolicies.cache.CachingDisabled,
        OriginRequestPolicyId: policyId,
        ...associations,
      },
    },
  });
  return Distribution?.DomainName ?? "";
}
