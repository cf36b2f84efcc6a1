import { securityPolicies } from "@featheredge/aws-rules";
import { z } from "zod";
import { orReference } from "../../references.ts";
import { caCertificatesBundleS3Location } from "../../trust-store/options.ts";

/**
 * Client certificates: viewers prove who they are by a certificate of an authority in the trust store. It needs AWS
 * provider 6.28, HTTP/2 at most, and behaviors that are HTTPS only.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/mtls-authentication.html
 */
export const viewerMtlsConfig = z.strictObject({
  /** `optional` also serves viewers without a certificate, whom functions recognize by the `CloudFront-Viewer-Cert-*` headers. @default required */
  mode: z.enum(["required", "optional"]).default("required"),
  trustStoreConfig: z
    .strictObject({
      /** The id of a trust store, such as that of the `TrustStore` construct. Either this or the location of a file. */
      trustStoreId: orReference(z.string().regex(/^[\w-]{1,128}$/, "the id of a trust store")).optional(),
      /** The authorities' certificates, from which an environment's stack makes a trust store. */
      caCertificatesBundleS3Location: caCertificatesBundleS3Location.optional(),
      /** Send the names of the authorities in the handshake, by which a viewer chooses among its certificates. @default false */
      advertiseTrustStoreCaNames: z.boolean().default(false),
      /** Accept expired certificates. @default false */
      ignoreCertificateExpiry: z.boolean().default(false),
    })
    .refine(
      ({ trustStoreId, caCertificatesBundleS3Location: location }) =>
        (trustStoreId === undefined) !== (location === undefined),
      { path: ["trustStoreId"], error: "either 'trustStoreId' or 'caCertificatesBundleS3Location': give one of them" },
    ),
});

/**
 * How viewers connect to a distribution.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html
 */
export const viewerConnectionOptions = {
  /**
   * The security policy: the lowest TLS version and the ciphers, for distributions with a certificate.
   * @default TLSv1.2_2021
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
   */
  minimumProtocolVersion: z.enum(securityPolicies.names).optional(),
  /**
   * `vip` also serves viewers without SNI, from dedicated addresses for 600 USD a month; `static-ip` goes with an Anycast
   * list.
   * @default sni-only
   */
  sslSupportMethod: z.enum(["sni-only", "vip", "static-ip"]).optional(),
  /** The newest HTTP version; viewers may use older ones. @default http2and3 */
  httpVersion: z.enum(["http1.1", "http2", "http3", "http2and3"]).default("http2and3"),
  /** Answer IPv6 as well as IPv4. @default true */
  isIpv6Enabled: z.boolean().default(true),
  /** @default none: viewers need no certificate */
  viewerMtlsConfig: viewerMtlsConfig.optional(),
};
