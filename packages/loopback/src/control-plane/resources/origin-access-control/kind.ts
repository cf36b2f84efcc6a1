import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export const originAccessControlKind: Kind<ConfigRecord<OriginAccessControlConfig>> = { name: "origin-access-control" };
