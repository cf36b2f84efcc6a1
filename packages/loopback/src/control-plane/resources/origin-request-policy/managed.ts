import type { OriginRequestPolicyConfig } from "@aws-sdk/client-cloudfront";
import {
  managedOriginRequestPolicies as contents,
  type ManagedOriginRequestPolicy,
  managedPolicies,
} from "@featheredge/aws-rules";
import { managedRecord } from "../../shared/config-record.ts";

export const managedOriginRequestPolicies = Object.entries(managedPolicies.originRequest).map(([name, id]) =>
  managedRecord(id, configOf(name, contents[name as keyof typeof contents])),
);

function configOf(
  name: string,
  { comment, headers, names, cookies, queryStrings }: ManagedOriginRequestPolicy,
): OriginRequestPolicyConfig {
  return {
    Name: `Managed-${name}`,
    Comment: comment,
    HeadersConfig: {
      HeaderBehavior: headers,
      ...(names && { Headers: { Quantity: names.length, Items: [...names] } }),
    },
    CookiesConfig: { CookieBehavior: cookies },
    QueryStringsConfig: { QueryStringBehavior: queryStrings },
  };
}
