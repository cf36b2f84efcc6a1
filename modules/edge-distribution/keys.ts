import type { EnvironmentKeys } from "@featheredge/synth";
import { originKeys } from "../origins/keys.ts";
import type { ResolvedBehavior, ResolvedDistribution } from "./resolve.ts";

/** The environment's keys of a distribution's attributes, in the order in which `index.ts` writes the blocks. */
export function environmentKeys(props: ResolvedDistribution): EnvironmentKeys {
  const { key, pricingPlan, pricingPlanAllows, origins, originGroups, defaultBehavior, behaviors } = props;
  const ordered = behaviors.map((behavior, index) => ({ attribute: `ordered_cache_behavior[${index}]`, behavior }));
  return {
    resource: key,
    pricing: { plan: pricingPlan, allowed: pricingPlanAllows },
    attributes: {
      aliases: `${key}.aliases`,
      viewer_certificate: `${key}.certificate`,
      custom_error_response: `${key}.customErrorResponses`,
      ...originKeys(key, { origins: Object.keys(origins), groups: Object.keys(originGroups) }),
      cache_tag_config: `${key}.cacheTagConfig`,
      ...behaviorKeys("default_cache_behavior", defaultBehavior),
      ordered_cache_behavior: `${key}.behaviors`,
      ...Object.fromEntries(
        ordered.flatMap(({ attribute, behavior }) => [
          ...Object.entries(behaviorKeys(attribute, behavior)),
          [`${attribute}.path_pattern`, `${behavior.key}.pathPattern`],
        ]),
      ),
    },
    names: Object.fromEntries(
      [{ attribute: "default_cache_behavior", behavior: defaultBehavior }, ...ordered].flatMap(namesOf),
    ),
  };
}

/** The keys of a behavior, and of its arguments that rules are about. */
function behaviorKeys(attribute: string, { key }: ResolvedBehavior): Record<string, string> {
  return {
    [attribute]: key,
    [`${attribute}.grpc_config`]: `${key}.grpcConfig`,
    [`${attribute}.trusted_key_groups`]: `${key}.trustedKeyGroups`,
    [`${attribute}.field_level_encryption_id`]: `${key}.fieldLevelEncryption`,
  };
}

/** The names of a behavior's settings. A policy that the stack creates has none: its address distinguishes it. */
function namesOf({ attribute, behavior }: { readonly attribute: string; readonly behavior: ResolvedBehavior }) {
  const names = {
    target_origin_id: behavior.origin,
    viewer_protocol_policy: behavior.viewerProtocolPolicy,
    cache_policy_id: behavior.cachePolicy,
    origin_request_policy_id: behavior.originRequestPolicy,
    response_headers_policy_id: behavior.responseHeadersPolicy,
  };
  return Object.entries(names).flatMap(([argument, name]): [string, string][] =>
    typeof name === "string" ? [[`${attribute}.${argument}`, name]] : [],
  );
}
