import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export const responseHeadersPolicyKind: Kind<ConfigRecord<ResponseHeadersPolicyConfig>> = {
  name: "response-headers-policy",
};
