import type { PublicKeyConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export const publicKeyKind: Kind<ConfigRecord<PublicKeyConfig>> = { name: "public-key" };
