import { checkBehaviorOrder, type OrderedBehavior } from "@featheredge/aws-rules";
import type { Behavior, FunctionFacts } from "./behaviors.ts";
import { type Block, blocks, constant, list, nameOf, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/**
 * Reports behaviors that no request reaches as errors, and behaviors that do not get all requests for their objects as
 * warnings.
 *
 * @param resource the distribution
 * @param behaviors the distribution's behaviors, the default one first
 */
export function checkOrder(
  resource: Resource,
  behaviors: readonly Behavior[],
  functions: FunctionFacts,
): StackDiagnostic[] {
  const others = behaviors.filter(({ block }) => block.path_pattern !== undefined);
  const defaults = behaviors.filter(({ block }) => block.path_pattern === undefined);
  const items = [...others, ...defaults].flatMap((behavior) => ordered(behavior, resource, functions));
  return checkBehaviorOrder(items).flatMap(({ behavior, diagnostic }) =>
    at(`${resource.address}.${behavior.attribute}${behavior.isDefault === true ? "" : ".path_pattern"}`, diagnostic),
  );
}

/** The behavior as an item, unless its path pattern is known only when it is applied. */
function ordered(
  { attribute, block, associations }: Behavior,
  distribution: Resource,
  { partsOf }: FunctionFacts,
): (OrderedBehavior & Pick<Behavior, "attribute">)[] {
  const isDefault = block.path_pattern === undefined;
  const pattern = isDefault ? "*" : constant(block.path_pattern);
  if (pattern === undefined) return [];
  const functions = (isWanted: (event: string) => boolean) =>
    associations
      .filter(({ event }) => isWanted(event))
      .flatMap(({ name, event }) => (partsOf(name) ?? [name]).map((part) => `'${part}' at ${event}`));
  const signers = [
    ...list(block.trusted_key_groups).map((group) => `the key group '${referenced(group, "id") ?? group}'`),
    ...list(block.trusted_signers).map((signer) => `the trusted signer '${signer}'`),
  ];
  const runs = [...functions(() => true), ...signers];
  const guards = [...functions((event) => event === "viewer-request"), ...signers];
  const uses = Object.entries(settings).flatMap(([argument, kind]) => {
    const name = nameOfSetting(distribution, `${attribute}.${argument}`, block[argument]);
    return name === undefined ? [] : [`the ${kind} '${name}'`];
  });
  const bucket = bucketOf(block.target_origin_id, distribution.values);
  return [{ pattern, owner: nameOf(distribution, attribute), attribute, isDefault, runs, guards, bucket, uses }];
}

/** The settings that decide how a request is answered, by Terraform's argument. */
const settings = {
  target_origin_id: "origin",
  viewer_protocol_policy: "viewer protocol policy",
  cache_policy_id: "cache policy",
  origin_request_policy_id: "origin request policy",
  response_headers_policy_id: "response headers policy",
} as const;

/** The environment's name for a setting, or else the address or id in the resource. Undefined if it is not set. */
function nameOfSetting({ keys }: Resource, attribute: string, value: unknown): string | undefined {
  if (keys?.names !== undefined) return keys.names[attribute];
  return value === undefined ? undefined : (referenced(value, "id") ?? String(value));
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
