import type { DistributionConfig } from "@aws-sdk/client-cloudfront";

/** A distribution's settings besides its origins and behaviors, as an environment writes them. */
export function settingsOf(config: DistributionConfig): { options: Record<string, unknown>; notes: string[] } {
  const { ViewerCertificate: certificate, Restrictions: restrictions, CustomErrorResponses: errors } = config;
  const aliases = config.Aliases?.Items ?? [];
  const { RestrictionType: restrictionType = "none", Items: locations = [] } = restrictions?.GeoRestriction ?? {};
  const notes = [
    ...(certificate?.IAMCertificateId ? ["Its certificate is in IAM: move it to ACM."] : []),
    ...(config.Logging?.Enabled === true
      ? [`Its standard logs of the older kind go to ${config.Logging.Bucket}: see 'logging' for the newer kind.`]
      : []),
    ...(config.Enabled === false ? ["It is disabled."] : []),
    ...(config.Staging === true ? ["It is a staging distribution."] : []),
    ...(config.AnycastIpListId ? [`It uses the Anycast list ${config.AnycastIpListId}.`] : []),
  ];
  const responses = (errors?.Items ?? []).map((one) => ({
    errorCode: one.ErrorCode,
    ...(one.ResponsePagePath ? { responsePagePath: one.ResponsePagePath, responseCode: Number(one.ResponseCode) } : {}),
    errorCachingMinTtl: one.ErrorCachingMinTTL,
  }));
  const isAcm = certificate?.ACMCertificateArn !== undefined;
  const options = {
    comment: config.Comment ?? "",
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(isAcm ? { certificate: certificate?.ACMCertificateArn } : {}),
    ...(isAcm && certificate?.MinimumProtocolVersion !== "TLSv1.2_2021"
      ? { minimumProtocolVersion: certificate?.MinimumProtocolVersion }
      : {}),
    ...(isAcm && certificate?.SSLSupportMethod !== "sni-only"
      ? { sslSupportMethod: certificate?.SSLSupportMethod }
      : {}),
    ...(config.PriceClass === "PriceClass_All" ? {} : { priceClass: config.PriceClass }),
    ...(config.HttpVersion === "http2and3" ? {} : { httpVersion: config.HttpVersion }),
    ...(config.IsIPV6Enabled === true ? {} : { isIpv6Enabled: false }),
    ...(config.WebACLId ? { webAcl: config.WebACLId } : {}),
    ...(config.DefaultRootObject ? { defaultRootObject: config.DefaultRootObject } : {}),
    ...(restrictionType === "none" ? {} : { geoRestriction: { restrictionType, locations } }),
    ...(responses.length === 0 ? {} : { customErrorResponses: responses }),
  };
  return { options, notes };
}
