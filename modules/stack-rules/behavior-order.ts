import { checkBehaviorOrder, type OrderedBehavior } from "@featheredge/aws-rules";
import type { Behavior } from "./distributions.ts";
import { at, type Finding } from "./finding.ts";
import { constant, list, referenced } from "./resources.ts";

/**
 * Behaviors that no request reaches, as errors, and behaviors from which earlier ones take requests, as warnings.
 *
 * @param address of the distribution
 * @param behaviors of the distribution, the default one first
 */
export function checkOrder(address: string, behaviors: readonly Behavior[]): Finding[] {
  const others = behaviors.filter(({ block }) => block.path_pattern !== undefined);
  const defaults = behaviors.filter(({ block }) => block.path_pattern === undefined);
  return checkBehaviorOrder([...others, ...defaults].flatMap(ordered)).flatMap(({ behavior, violation }) =>
    at(`${address}.${behavior.owner}${behavior.isDefault === true ? "" : ".path_pattern"}`, violation),
  );
}

/** A behavior whose path pattern is known before it is applied. */
function ordered({ place, block, associations }: Behavior): OrderedBehavior[] {
  const isDefault = block.path_pattern === undefined;
  const pattern = isDefault ? "*" : constant(block.path_pattern);
  if (pattern === undefined) return [];
  const runs = [
    ...associations.map(({ name, event }) => `'${name}' at ${event}`),
    ...list(block.trusted_key_groups).map((group) => `the key group '${referenced(group, "id") ?? group}'`),
    ...list(block.trusted_signers).map((signer) => `the trusted signer '${signer}'`),
  ];
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
  return [{ pattern, owner: place, isDefault, runs, uses }];
}
