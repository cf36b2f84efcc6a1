import {
  type BehaviorAssociations,
  checkAssociations,
  checkDistributionCount,
  checkFailoverStatuses,
  checkFieldLevelEncryption,
  checkGrpc,
  checkKeyGroups,
  checkPathPattern,
  findTakenPathPatterns,
  type PlacedPathPattern,
} from "@featheredge/aws-rules";
import type { Diagnostic } from "@featheredge/diagnostics";
import { checkOrder } from "./behavior-order.ts";
import { type Behavior, behaviorsOf, type FunctionFacts } from "./behaviors.ts";
import { checkForwardedReads } from "./forwarded-reads.ts";
import { checkOrigin, checkTargetOrigins } from "./origins.ts";
import { type Block, blocks, constant, list, nameOf, number, type Resource } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Reports settings of one distribution that CloudFront rejects, and behaviors that get no requests. */
export function checkDistributionResource(
  resource: Resource,
  functions: FunctionFacts,
  resources: readonly Resource[],
): StackDiagnostic[] {
  const { address, values } = resource;
  const behaviors = behaviorsOf(resource);
  const counts: [string, Diagnostic | undefined][] = [
    ["ordered_cache_behavior", checkDistributionCount("behaviors", behaviors.length - 1)],
    ["origin", checkDistributionCount("origins", list(values.origin).length)],
    ["origin_group", checkDistributionCount("originGroups", list(values.origin_group).length)],
    ["aliases", checkDistributionCount("aliases", list(values.aliases).length)],
  ];
  const associations = behaviors.map(
    ({ attribute, associations }): BehaviorAssociations => ({ key: nameOf(resource, attribute), associations }),
  );
  return [
    ...counts.flatMap(([attribute, diagnostic]) => at(`${address}.${attribute}`, diagnostic)),
    ...blocks(values.origin).flatMap((origin, index) => checkOrigin(`${address}.origin[${index}]`, origin, resources)),
    ...blocks(values.origin_group).flatMap((group, index) =>
      at(`${address}.origin_group[${index}].failover_criteria`, checkFailoverStatuses(failoverStatuses(group))),
    ),
    ...behaviors.flatMap(({ attribute, block }) =>
      checkBehavior(`${address}.${attribute}`, block, constant(values.http_version) ?? "http2"),
    ),
    ...findTakenPathPatterns(patternsOf(resource, behaviors)).flatMap(({ taken, diagnostic }) =>
      at(`${address}.${taken.attribute}.path_pattern`, diagnostic),
    ),
    ...checkOrder(resource, behaviors, functions),
    ...at(address, ...checkAssociations(associations)),
    ...checkTargetOrigins(resource, behaviors, functions.updatesOrigin),
    ...checkForwardedReads(resource, behaviors, functions.readsOf, resources),
  ];
}

function patternsOf(
  resource: Resource,
  behaviors: readonly Behavior[],
): (PlacedPathPattern & Pick<Behavior, "attribute">)[] {
  return behaviors.flatMap(({ attribute, block }) => {
    const pattern = constant(block.path_pattern);
    return pattern === undefined ? [] : [{ pattern, owner: nameOf(resource, attribute), attribute }];
  });
}

function failoverStatuses(group: Block): number[] {
  const statuses = blocks(group.failover_criteria).flatMap(({ status_codes }) => list(status_codes));
  return statuses.flatMap((status) => number(status) ?? []);
}

function checkBehavior(address: string, behavior: Block, httpVersion: string): StackDiagnostic[] {
  const pattern = constant(behavior.path_pattern);
  const features = {
    allowedMethods: list(behavior.allowed_methods).flatMap((method) => constant(method) ?? []),
    viewerProtocolPolicy: constant(behavior.viewer_protocol_policy) ?? "https-only",
    httpVersion,
  };
  const takesGrpc = blocks(behavior.grpc_config).some(({ enabled }) => enabled === true);
  return [
    ...(pattern === undefined ? [] : at(`${address}.path_pattern`, checkPathPattern(pattern))),
    ...at(`${address}.trusted_key_groups`, checkKeyGroups(list(behavior.trusted_key_groups).length)),
    ...(takesGrpc ? at(`${address}.grpc_config`, checkGrpc(features)) : []),
    ...(behavior.field_level_encryption_id === undefined
      ? []
      : at(`${address}.field_level_encryption_id`, checkFieldLevelEncryption(features))),
  ];
}
