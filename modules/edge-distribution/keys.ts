import type { EnvironmentKeys } from "@featheredge/synth";
import type { ResolvedDistribution } from "./resolve.ts";

/** The environment's keys of a distribution's attributes, in the order in which `index.ts` writes the blocks. */
export function environmentKeys(props: ResolvedDistribution): EnvironmentKeys {
  const { key, origins, defaultBehavior, behaviors } = props;
  return {
    resource: key,
    attributes: {
      aliases: `${key}.aliases`,
      origin: `${key}.origins`,
      ...Object.fromEntries(
        Object.keys(origins).flatMap((name, index) => [
          [`origin[${index}]`, `${key}.origins.${name}`],
          [`origin[${index}].custom_origin_config.origin_read_timeout`, `${key}.origins.${name}.originReadTimeout`],
        ]),
      ),
      default_cache_behavior: defaultBehavior.key,
      ordered_cache_behavior: `${key}.behaviors`,
      ...Object.fromEntries(
        behaviors.flatMap((behavior, index) => [
          [`ordered_cache_behavior[${index}]`, behavior.key],
          [`ordered_cache_behavior[${index}].path_pattern`, `${behavior.key}.pathPattern`],
        ]),
      ),
    },
    isOrderChecked: props.isOrderChecked,
  };
}
