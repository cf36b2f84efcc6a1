import type { CachePolicyConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export const cachePolicyKind: Kind<ConfigRecord<CachePolicyConfig>> = { name: "cache-policy" };
