import type { Tag, VpcOriginEndpointConfig } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { ConfigRecord } from "../config-resource.ts";

interface VpcOriginRecord extends ConfigRecord<VpcOriginEndpointConfig> {
  readonly tags: readonly Tag[];
}

export const vpcOriginKind: Kind<VpcOriginRecord> = { name: "vpc-origin", taggedAs: "vpcorigin" };
