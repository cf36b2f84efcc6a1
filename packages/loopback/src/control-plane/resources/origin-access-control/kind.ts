import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { ConfigRecord } from "../config-resource.ts";

export const originAccessControlKind: Kind<ConfigRecord<OriginAccessControlConfig>> = { name: "origin-access-control" };
