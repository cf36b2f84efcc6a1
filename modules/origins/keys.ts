import type { CommonSettings, ServerSettings } from "./settings/options.ts";

/** The options that an origin's arguments come from, by Terraform's names, for messages. */
const options: Readonly<Record<string, keyof CommonSettings | keyof ServerSettings>> = {
  origin_path: "originPath",
  connection_attempts: "connectionAttempts",
  connection_timeout: "connectionTimeout",
  response_completion_timeout: "responseCompletionTimeout",
  custom_header: "customHeaders",
  origin_shield: "originShield",
  "custom_origin_config.ip_address_type": "ipAddressType",
  "custom_origin_config.origin_keepalive_timeout": "originKeepaliveTimeout",
  "custom_origin_config.origin_mtls_config": "originMtlsConfig",
  "custom_origin_config.origin_read_timeout": "originReadTimeout",
  "vpc_origin_config.origin_keepalive_timeout": "originKeepaliveTimeout",
  "vpc_origin_config.origin_read_timeout": "originReadTimeout",
};

/**
 * The environment's keys of a distribution's origins and origin groups.
 *
 * @param key the distribution's: `distributions.site`
 * @param origins the keys of its origins, in the order of Terraform's blocks, and those of its groups
 */
export function originKeys(
  key: string,
  { origins, groups }: { readonly origins: readonly string[]; readonly groups: readonly string[] },
): Record<string, string> {
  const ofOrigins = origins.flatMap((name, index) => [
    [`origin[${index}]`, `${key}.origins.${name}`],
    ...Object.entries(options).map(([argument, option]) => [
      `origin[${index}].${argument}`,
      `${key}.origins.${name}.${option}`,
    ]),
  ]);
  const ofGroups = groups.map((name, index) => [`origin_group[${index}]`, `${key}.originGroups.${name}`]);
  return { origin: `${key}.origins`, ...Object.fromEntries([...ofOrigins, ...ofGroups]) };
}
