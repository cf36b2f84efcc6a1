import type { CloudFrontOriginAccessIdentityConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export interface OriginAccessIdentityRecord extends ConfigRecord<CloudFrontOriginAccessIdentityConfig> {
  readonly s3CanonicalUserId: string;
}

export const originAccessIdentityKind: Kind<OriginAccessIdentityRecord> = { name: "origin-access-identity" };
