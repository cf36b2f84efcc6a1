import type { Tag, VpcOriginEndpointConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

interface VpcOriginRecord extends ConfigRecord<VpcOriginEndpointConfig> {
  readonly tags: readonly Tag[];
}

export const vpcOriginKind: Kind<VpcOriginRecord> = { name: "vpc-origin", taggedAs: "vpcorigin" };
