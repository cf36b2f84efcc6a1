import type { CachePolicyConfig } from "@aws-sdk/client-cloudfront";
import { managedCachePolicies as contents, type ManagedCachePolicy, managedPolicies } from "@featheredge/aws-rules";
import { managedRecord } from "../../shared/config-record.ts";

export const managedCachePolicies = Object.entries(managedPolicies.cache).map(([name, id]) =>
  managedRecord(id, configOf(name, contents[name as keyof typeof contents])),
);

function configOf(
  name: string,
  { comment, ttl, compression, headers, cookies, queryStrings }: ManagedCachePolicy,
): CachePolicyConfig {
  const [MinTTL, DefaultTTL, MaxTTL] = ttl;
  return {
    Name: `Managed-${name}`,
    Comment: comment,
    MinTTL,
    DefaultTTL,
    MaxTTL,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: compression.includes("gzip"),
      EnableAcceptEncodingBrotli: compression.includes("brotli"),
      HeadersConfig: headers ? { HeaderBehavior: "whitelist", Headers: listOf(headers) } : { HeaderBehavior: "none" },
      CookiesConfig: { CookieBehavior: cookies ?? "none" },
      QueryStringsConfig:
        typeof queryStrings === "object"
          ? { QueryStringBehavior: "whitelist", QueryStrings: listOf(queryStrings) }
          : { QueryStringBehavior: queryStrings ?? "none" },
    },
  };
}

function listOf(items: readonly string[]) {
  return { Quantity: items.length, Items: [...items] };
}
