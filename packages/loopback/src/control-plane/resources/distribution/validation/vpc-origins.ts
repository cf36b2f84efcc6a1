import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { checkVpcOriginFunction, checkVpcOriginGrpc, type EdgeEvent } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import { invalid } from "../../../shared/invalid.ts";
import { behaviorsOf } from "../kind.ts";

/**
 * Checks the settings of behaviors whose origin is in a VPC, or whose origin group has a member in a VPC.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export function checkVpcOrigins(config: DistributionConfig): void {
  const origins = config.Origins?.Items ?? [];
  const isVpc = (id: string) => origins.some((origin) => origin.Id === id && origin.VpcOriginConfig !== undefined);
  const groups = config.OriginGroups?.Items ?? [];
  for (const { TargetOriginId: target = "", LambdaFunctionAssociations: lambdas, GrpcConfig: grpc } of behaviorsOf(
    config,
  )) {
    const members = groups.find(({ Id }) => Id === target)?.Members?.Items?.map(({ OriginId }) => OriginId ?? "");
    const vpc = (members ?? [target]).find(isVpc);
    if (vpc === undefined) continue;
    if (grpc?.Enabled) invalid(checkVpcOriginGrpc(vpc).message);
    for (const { LambdaFunctionARN: name = "", EventType } of lambdas?.Items ?? []) {
      const event = EventType as EdgeEvent;
      const lambda = { name, event, runtime: "lambda-at-edge", updatesOrigin: false } as const;
      const diagnostic = checkVpcOriginFunction(vpc, lambda);
      if (diagnostic !== undefined) invalid(sentences(diagnostic));
    }
  }
}
