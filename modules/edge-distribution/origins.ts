import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";

/** An S3 bucket, whose requests CloudFront signs by an origin access control, or an HTTPS server, with or without one. */
export type Origin =
  | { readonly type: "s3"; readonly domainName: string; readonly accessControlId: string }
  | {
      readonly type: "custom";
      readonly domainName: string;
      readonly responseTimeoutSeconds: number;
      readonly accessControlId?: string | undefined;
    };

/** An origin as Terraform's arguments. */
export function originBlock(originId: string, origin: Origin): CloudfrontDistributionOrigin {
  if (origin.type === "s3") {
    return { originId, domainName: origin.domainName, originAccessControlId: origin.accessControlId };
  }
  return {
    originId,
    domainName: origin.domainName,
    ...(origin.accessControlId === undefined ? {} : { originAccessControlId: origin.accessControlId }),
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: origin.responseTimeoutSeconds,
    },
  };
}
