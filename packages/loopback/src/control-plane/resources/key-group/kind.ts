import type { KeyGroupConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export const keyGroupKind: Kind<ConfigRecord<KeyGroupConfig>> = { name: "key-group" };
