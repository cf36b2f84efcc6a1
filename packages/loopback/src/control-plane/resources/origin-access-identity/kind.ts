import type { CloudFrontOriginAccessIdentityConfig } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { ConfigRecord } from "../config-resource.ts";

export interface OriginAccessIdentityRecord extends ConfigRecord<CloudFrontOriginAccessIdentityConfig> {
  readonly s3CanonicalUserId: string;
}

export const originAccessIdentityKind: Kind<OriginAccessIdentityRecord> = { name: "origin-access-identity" };
