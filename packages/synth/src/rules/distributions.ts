import {
  type BehaviorAssociations,
  checkAssociations,
  checkCustomHeaders,
  checkDistributionCount,
  checkFailoverStatuses,
  checkKeyGroups,
  checkOriginHeader,
  checkOriginHeaders,
  checkOriginSetting,
  checkPathPattern,
  checkVpcOriginFunction,
  checkVpcOriginGrpc,
  findTakenPathPatterns,
  type OriginSetting,
  type PlacedPathPattern,
} from "@featheredge/aws-rules";
import type { Diagnostic } from "@featheredge/diagnostics";
import { checkOrder } from "./behavior-order.ts";
import { type Behavior, behaviorsOf } from "./behaviors.ts";
import { type Block, blocks, constant, list, nameOf, number, type Resource } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/**
 * Reports settings of one distribution that CloudFront rejects, and behaviors that get no requests.
 *
 * @param updatesOrigin true for the address of a CloudFront Function that chooses origins
 */
export function checkDistributionResource(
  resource: Resource,
  updatesOrigin: (address: string) => boolean,
): StackDiagnostic[] {
  const { address, values } = resource;
  const behaviors = behaviorsOf(resource);
  const counts: [string, Diagnostic | undefined][] = [
    ["ordered_cache_behavior", checkDistributionCount("behaviors", behaviors.length - 1)],
    ["origin", checkDistributionCount("origins", list(values.origin).length)],
    ["origin_group", checkDistributionCount("originGroups", list(values.origin_group).length)],
    ["aliases", checkDistributionCount("aliases", list(values.aliases).length)],
    ["tags", checkDistributionCount("tags", Object.keys(values.tags ?? {}).length)],
  ];
  const associations = behaviors.map(
    ({ attribute, associations }): BehaviorAssociations => ({ key: nameOf(resource, attribute), associations }),
  );
  return [
    ...counts.flatMap(([attribute, diagnostic]) => at(`${address}.${attribute}`, diagnostic)),
    ...blocks(values.origin).flatMap((origin, index) => checkOrigin(`${address}.origin[${index}]`, origin)),
    ...blocks(values.origin_group).flatMap((group, index) =>
      at(`${address}.origin_group[${index}].failover_criteria`, checkFailoverStatuses(failoverStatuses(group))),
    ),
    ...behaviors.flatMap(({ attribute, block }) => checkBehavior(`${address}.${attribute}`, block)),
    ...findTakenPathPatterns(patternsOf(resource, behaviors)).flatMap(({ taken, diagnostic }) =>
      at(`${address}.${taken.attribute}.path_pattern`, diagnostic),
    ),
    ...(resource.keys?.isOrderChecked === true ? [] : checkOrder(resource, behaviors)),
    ...at(address, ...checkAssociations(associations)),
    ...checkVpcOrigins(resource, behaviors, updatesOrigin),
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

function checkOrigin(address: string, origin: Block): StackDiagnostic[] {
  const [custom = {}] = blocks(origin.custom_origin_config);
  const [vpc = {}] = blocks(origin.vpc_origin_config);
  const settings: [string, OriginSetting, unknown][] = [
    ["connection_attempts", "connectAttempts", origin.connection_attempts],
    ["connection_timeout", "connectTimeoutSeconds", origin.connection_timeout],
    ["custom_origin_config.origin_read_timeout", "responseTimeoutSeconds", custom.origin_read_timeout],
    ["custom_origin_config.origin_keepalive_timeout", "keepaliveTimeoutSeconds", custom.origin_keepalive_timeout],
    ["vpc_origin_config.origin_keepalive_timeout", "keepaliveTimeoutSeconds", vpc.origin_keepalive_timeout],
    ["vpc_origin_config.origin_read_timeout", "responseTimeoutSeconds", vpc.origin_read_timeout],
  ];
  const headers = blocks(origin.custom_header);
  return [
    ...settings.flatMap(([key, setting, value]) => {
      const given = number(value);
      return given === undefined ? [] : at(`${address}.${key}`, checkOriginSetting(setting, given));
    }),
    ...at(`${address}.custom_header`, checkOriginHeaders(headers.length)),
    ...at(
      `${address}.custom_header`,
      ...checkCustomHeaders(headers.map(({ name, value }) => [constant(name) ?? "x", constant(value) ?? ""])),
      ...headers.map(({ name }) => checkOriginHeader(constant(name) ?? "x")),
    ),
  ];
}

function checkBehavior(address: string, behavior: Block): StackDiagnostic[] {
  const pattern = constant(behavior.path_pattern);
  return [
    ...(pattern === undefined ? [] : at(`${address}.path_pattern`, checkPathPattern(pattern))),
    ...at(`${address}.trusted_key_groups`, checkKeyGroups(list(behavior.trusted_key_groups).length)),
  ];
}

/** Checks the behaviors with a VPC origin, which may be a member of an origin group. */
function checkVpcOrigins(
  { address, values }: Resource,
  behaviors: readonly Behavior[],
  updatesOrigin: (address: string) => boolean,
): StackDiagnostic[] {
  const isVpc = new Set(
    blocks(values.origin)
      .filter(({ vpc_origin_config }) => list(vpc_origin_config).length > 0)
      .map(({ origin_id }) => origin_id),
  );
  const members = new Map(
    blocks(values.origin_group).map(({ origin_id, member }) => [origin_id, blocks(member).map((one) => one.origin_id)]),
  );
  return behaviors.flatMap(({ attribute, block, associations }) => {
    const origins = members.get(block.target_origin_id) ?? [block.target_origin_id];
    const origin = origins.find((id) => isVpc.has(id));
    if (origin === undefined) return [];
    const takesGrpc = blocks(block.grpc_config).some(({ enabled }) => enabled === true);
    return at(
      `${address}.${attribute}`,
      takesGrpc ? checkVpcOriginGrpc(String(origin)) : undefined,
      ...associations.map(({ name, event, runtime }) =>
        checkVpcOriginFunction(String(origin), { name, event, runtime, updatesOrigin: updatesOrigin(name) }),
      ),
    );
  });
}
