import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import {
  checkGroupMethods,
  checkMutualTlsGrpc,
  checkVpcOriginFunction,
  checkVpcOriginGrpc,
  type EdgeEvent,
} from "@featheredge/aws-rules";
import { type Diagnostic, sentences } from "@featheredge/diagnostics";
import { invalid } from "../../../shared/invalid.ts";
import { behaviorsOf } from "../kind.ts";

/**
 * Checks the settings of behaviors that their origin does not allow: an origin group, a VPC origin, or an origin with a
 * client certificate, also as a member of an origin group.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export function checkTargetOrigins(config: DistributionConfig): void {
  const origins = new Map((config.Origins?.Items ?? []).map((origin) => [origin.Id ?? "", origin]));
  const groups = config.OriginGroups?.Items ?? [];
  for (const behavior of behaviorsOf(config)) {
    const { TargetOriginId: target = "", LambdaFunctionAssociations: lambdas, GrpcConfig: grpc } = behavior;
    const group = groups.find(({ Id }) => Id === target);
    const members = group?.Members?.Items?.map(({ OriginId }) => OriginId ?? "") ?? [target];
    const mutualTls = members.find((id) => origins.get(id)?.CustomOriginConfig?.OriginMtlsConfig !== undefined);
    if (mutualTls !== undefined && grpc?.Enabled) reject(checkMutualTlsGrpc(mutualTls));
    const vpc = members.find((id) => origins.get(id)?.VpcOriginConfig !== undefined);
    if (vpc !== undefined && grpc?.Enabled) reject(checkVpcOriginGrpc(vpc));
    for (const { LambdaFunctionARN: name = "", EventType } of lambdas?.Items ?? []) {
      const event = EventType as EdgeEvent;
      const lambda = { name, event, runtime: "lambda-at-edge", updatesOrigin: false } as const;
      if (vpc !== undefined) reject(checkVpcOriginFunction(vpc, lambda));
    }
    if (group !== undefined) reject(checkGroupMethods(target, behavior.AllowedMethods?.Items ?? []));
  }
}

function reject(diagnostic: Diagnostic | undefined): void {
  if (diagnostic !== undefined) invalid(sentences(diagnostic));
}
