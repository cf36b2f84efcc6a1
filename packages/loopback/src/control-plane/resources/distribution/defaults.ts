import type {
  CacheBehavior,
  DefaultCacheBehavior,
  DistributionConfig,
  Origin,
  ViewerCertificate,
} from "@aws-sdk/client-cloudfront";

const none = () => ({ Quantity: 0 });
const getAndHead = () => ({ Quantity: 2, Items: ["HEAD" as const, "GET" as const] });

/**
 * Adds all members that CloudFront answers even when they were not sent. Clients read some of them without checking
 * that they exist.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
 */
export function withDefaults(config: DistributionConfig): DistributionConfig {
  return {
    Aliases: none(),
    DefaultRootObject: "",
    OriginGroups: none(),
    CustomErrorResponses: none(),
    Logging: { Enabled: false, IncludeCookies: false, Bucket: "", Prefix: "" },
    PriceClass: "PriceClass_All",
    Restrictions: { GeoRestriction: { RestrictionType: "none", Quantity: 0 } },
    WebACLId: "",
    HttpVersion: "http2",
    IsIPV6Enabled: false,
    ContinuousDeploymentPolicyId: "",
    Staging: false,
    ...config,
    ViewerCertificate: viewerCertificate(config.ViewerCertificate),
    Origins: { Quantity: config.Origins?.Quantity, Items: config.Origins?.Items?.map(origin) },
    DefaultCacheBehavior: config.DefaultCacheBehavior && behavior(config.DefaultCacheBehavior),
    CacheBehaviors: {
      Quantity: config.CacheBehaviors?.Quantity ?? 0,
      Items: config.CacheBehaviors?.Items?.map((one) => behavior(one)),
    },
  };
}

/** With CloudFront's default certificate, the security policy is TLSv1, whatever was sent. */
function viewerCertificate(sent: ViewerCertificate | undefined): ViewerCertificate {
  if (sent?.ACMCertificateArn) {
    return {
      CloudFrontDefaultCertificate: false,
      ...sent,
      Certificate: sent.ACMCertificateArn,
      CertificateSource: "acm",
    };
  }
  if (sent?.IAMCertificateId) {
    return {
      CloudFrontDefaultCertificate: false,
      ...sent,
      Certificate: sent.IAMCertificateId,
      CertificateSource: "iam",
    };
  }
  return {
    CloudFrontDefaultCertificate: true,
    SSLSupportMethod: "vip",
    MinimumProtocolVersion: "TLSv1",
    CertificateSource: "cloudfront",
  };
}

function origin(sent: Origin): Origin {
  const timeouts = { OriginReadTimeout: 30, OriginKeepaliveTimeout: 5 };
  return {
    OriginPath: "",
    CustomHeaders: none(),
    ConnectionAttempts: 3,
    ConnectionTimeout: 10,
    OriginShield: { Enabled: false },
    OriginAccessControlId: "",
    ...sent,
    ...(sent.CustomOriginConfig && {
      CustomOriginConfig: {
        OriginSslProtocols: { Quantity: 1, Items: ["TLSv1.2"] },
        ...timeouts,
        ...sent.CustomOriginConfig,
      },
    }),
    ...(sent.VpcOriginConfig && { VpcOriginConfig: { ...timeouts, ...sent.VpcOriginConfig } }),
  };
}

function behavior<B extends DefaultCacheBehavior | CacheBehavior>(sent: B): B {
  const legacy = sent.ForwardedValues && {
    MinTTL: sent.MinTTL ?? 0,
    DefaultTTL: sent.DefaultTTL ?? 86_400,
    MaxTTL: sent.MaxTTL ?? 31_536_000,
    ForwardedValues: { Headers: none(), QueryStringCacheKeys: none(), ...sent.ForwardedValues },
  };
  return {
    TrustedSigners: { Enabled: false, Quantity: 0 },
    TrustedKeyGroups: { Enabled: false, Quantity: 0 },
    SmoothStreaming: false,
    Compress: false,
    FunctionAssociations: none(),
    FieldLevelEncryptionId: "",
    GrpcConfig: { Enabled: false },
    ...sent,
    AllowedMethods: { CachedMethods: getAndHead(), ...(sent.AllowedMethods ?? getAndHead()) },
    LambdaFunctionAssociations: {
      Quantity: sent.LambdaFunctionAssociations?.Quantity ?? 0,
      Items: sent.LambdaFunctionAssociations?.Items?.map((one) => ({ IncludeBody: false, ...one })),
    },
    ...legacy,
  };
}
