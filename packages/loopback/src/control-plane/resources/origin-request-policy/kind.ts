import type { OriginRequestPolicyConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export const originRequestPolicyKind: Kind<ConfigRecord<OriginRequestPolicyConfig>> = { name: "origin-request-policy" };
