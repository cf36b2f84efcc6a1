import { checkBehaviorOrder, type OrderedBehavior } from "@featheredge/aws-rules";
import type { Behavior } from "./behaviors.ts";
import { type Block, blocks, constant, list, nameOf, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/**
 * Reports behaviors that no request reaches as errors, and behaviors that do not get all requests for their objects as
 * warnings.
 *
 * @param resource the distribution
 * @param behaviors the distribution's behaviors, the default one first
 */
export function checkOrder(resource: Resource, behaviors: readonly Behavior[]): StackDiagnostic[] {
  const others = behaviors.filter(({ block }) => block.path_pattern !== undefined);
  const defaults = behaviors.filter(({ block }) => block.path_pattern === undefined);
  return checkBehaviorOrder([...others, ...defaults].flatMap((behavior) => ordered(behavior, resource))).flatMap(
    ({ behavior, diagnostic }) =>
      at(`${resource.address}.${behavior.attribute}${behavior.isDefault === true ? "" : ".path_pattern"}`, diagnostic),
  );
}

/** The behavior as an item, unless its path pattern is known only when it is applied. */
function ordered(
  { attribute, block, associations }: Behavior,
  distribution: Resource,
): (OrderedBehavior & Pick<Behavior, "attribute">)[] {
  const isDefault = block.path_pattern === undefined;
  const pattern = isDefault ? "*" : constant(block.path_pattern);
  if (pattern === undefined) return [];
  const functions = (isWanted: (event: string) => boolean) =>
    associations.filter(({ event }) => isWanted(event)).map(({ name, event }) => `'${name}' at ${event}`);
  const signers = [
    ...list(block.trusted_key_groups).map((group) => `the key group '${referenced(group, "id") ?? group}'`),
    ...list(block.trusted_signers).map((signer) => `the trusted signer '${signer}'`),
  ];
  const runs = [...functions(() => true), ...signers];
  const guards = [...functions((event) => event === "viewer-request"), ...signers];
  const settings = {
    origin: block.target_origin_id,
    "viewer protocol policy": block.viewer_protocol_policy,
    "cache policy": block.cache_policy_id,
    "origin request policy": block.origin_request_policy_id,
    "response headers policy": block.response_headers_policy_id,
  };
  const uses = Object.entries(settings).flatMap(([kind, value]) =>
    value === undefined ? [] : [`the ${kind} '${referenced(value, "id") ?? value}'`],
  );
  const bucket = bucketOf(block.target_origin_id, distribution.values);
  return [{ pattern, owner: nameOf(distribution, attribute), attribute, isDefault, runs, guards, bucket, uses }];
}

/** The bucket behind an origin, or behind the first origin of a group; undefined for other servers. */
function bucketOf(id: unknown, distribution: Block): string | undefined {
  const group = blocks(distribution.origin_group).find(({ origin_id }) => origin_id === id);
  const first = group === undefined ? id : blocks(group.member)[0]?.origin_id;
  const origin = blocks(distribution.origin).find(({ origin_id }) => origin_id === first);
  const isServer = list(origin?.custom_origin_config).length > 0 || list(origin?.vpc_origin_config).length > 0;
  // A reference is an attribute of a bucket, since other kinds of origins have a block, which was checked above.
  const isBucket = /\.amazonaws\.com$|^\$\{/.test(String(origin?.domain_name));
  return isServer || !isBucket ? undefined : `${origin?.domain_name}${origin?.origin_path ?? ""}`;
}
