import type { KeyGroupConfig } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { ConfigRecord } from "../config-resource.ts";

export const keyGroupKind: Kind<ConfigRecord<KeyGroupConfig>> = { name: "key-group" };
