import type { PublicKeyConfig } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { ConfigRecord } from "../config-resource.ts";

export const publicKeyKind: Kind<ConfigRecord<PublicKeyConfig>> = { name: "public-key" };
