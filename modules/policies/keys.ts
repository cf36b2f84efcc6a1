import type { EnvironmentKeys } from "@featheredge/synth";

const wrapper = "parameters_in_cache_key_and_forwarded_to_origin";

/** Terraform's blocks in policies, of which each is a key of the options: `headersConfig` for `headers_config`. */
const blocks = [
  `${wrapper}.headers_config`,
  `${wrapper}.cookies_config`,
  `${wrapper}.query_strings_config`,
  "headers_config",
  "cookies_config",
  "query_strings_config",
  "cors_config",
  "custom_headers_config",
  "remove_headers_config",
  "security_headers_config",
  "server_timing_headers_config",
  "max_ttl",
];

/** The environment's keys of a policy's blocks. @param key of the policy: `distributions.site.defaultBehavior.cachePolicy` */
export function policyKeys(key: string): EnvironmentKeys {
  const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return {
    resource: key,
    attributes: Object.fromEntries([
      [wrapper, key],
      ...blocks.map((block): [string, string] => [block, `${key}.${camelCase(block.replace(`${wrapper}.`, ""))}`]),
    ]),
  };
}
