import type { CloudfrontDistributionViewerCertificate } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import type { z } from "zod";
import type { NewerArgument } from "../../newer-arguments.ts";
import type { viewerConnectionOptions, viewerMtlsConfig } from "./options.ts";

type Options = z.output<z.ZodObject<typeof viewerConnectionOptions>>;

/** The security policy of a distribution that names none. @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-15 */
const defaultSecurityPolicy = "TLSv1.2_2021";

/**
 * Terraform's arguments of the certificate that viewers get.
 * @param certificate The ARN of an ACM certificate; undefined for CloudFront's own.
 */
export function viewerCertificateBlock(
  certificate: string | undefined,
  { minimumProtocolVersion = defaultSecurityPolicy, sslSupportMethod = "sni-only" }: Options,
): CloudfrontDistributionViewerCertificate {
  return certificate === undefined
    ? { cloudfrontDefaultCertificate: true }
    : { acmCertificateArn: certificate, minimumProtocolVersion, sslSupportMethod };
}

/**
 * Terraform's arguments of client certificates, which the provider's bindings don't know yet.
 *
 * @throws Error without the id of a trust store
 */
export function viewerMtlsArguments(config: z.output<typeof viewerMtlsConfig> | undefined): NewerArgument[] {
  if (config === undefined) return [];
  const { trustStoreId, advertiseTrustStoreCaNames, ignoreCertificateExpiry } = config.trustStoreConfig;
  if (trustStoreId === undefined)
    throw new Error("viewerMtlsConfig needs a trustStoreId: give that of a `TrustStore`.");
  const trustStore = {
    trust_store_id: trustStoreId,
    advertise_trust_store_ca_names: advertiseTrustStoreCaNames,
    ignore_certificate_expiry: ignoreCertificateExpiry,
  };
  return [
    { path: ["viewer_mtls_config"], value: { mode: config.mode }, isBlock: true },
    { path: ["viewer_mtls_config", "trust_store_config"], value: trustStore, isBlock: true },
  ];
}

interface Connection extends Options {
  readonly certificate?: string | undefined;
  readonly behaviors: readonly { readonly key: string; readonly viewerProtocolPolicy: string }[];
}

/** Settings that CloudFront rejects, or ignores, together. Each is at a key of the distribution or of a behavior. */
export function checkViewerConnection(key: string, connection: Connection): { key: string; diagnostic: Diagnostic }[] {
  const { certificate, minimumProtocolVersion, sslSupportMethod, httpVersion, viewerMtlsConfig } = connection;
  const unused = Object.entries({ minimumProtocolVersion, sslSupportMethod }).filter(
    ([, value]) => value !== undefined,
  );
  const diagnostics = unused
    .filter(() => certificate === undefined)
    .map(([option, value]) => ({
      key: `${key}.${option}`,
      diagnostic: diagnose("FE-DST-050", {
        message: `'${value}' has no effect without a certificate: CloudFront's own certificate has its own TLS settings.`,
        fix: "Add aliases and a certificate, or omit it.",
      }),
    }));
  if (viewerMtlsConfig === undefined) return diagnostics;
  const mtls = (at: string, message: string, fix: string) => ({
    key: at,
    diagnostic: diagnose("FE-DST-051", { message, fix }),
  });
  return [
    ...diagnostics,
    ...(httpVersion === "http1.1" || httpVersion === "http2"
      ? []
      : [mtls(`${key}.httpVersion`, `Client certificates don't work with '${httpVersion}'.`, "Set 'http2'.")]),
    ...connection.behaviors
      .filter(({ viewerProtocolPolicy }) => viewerProtocolPolicy === "allow-all")
      .map((behavior) =>
        mtls(
          `${behavior.key}.viewerProtocolPolicy`,
          "Client certificates need HTTPS, but 'allow-all' allows HTTP.",
          "Set 'https-only' or 'redirect-to-https'.",
        ),
      ),
  ];
}
