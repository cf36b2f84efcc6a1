import type {
  CloudfrontDistributionOrigin,
  CloudfrontDistributionOriginCustomOriginConfig,
} from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import type { Construct } from "constructs";
import type { WithoutOutputs } from "../../forms.ts";
import type { NewerArgument } from "../../newer-arguments.ts";
import { customHeaders } from "./custom-headers.ts";
import type { CommonSettings, ServerSettings } from "./options.ts";

/** Terraform's arguments for the settings of any origin. @param scope for the data sources of secret headers */
export function commonBlock(
  scope: Construct,
  settings: WithoutOutputs<CommonSettings>,
): Partial<CloudfrontDistributionOrigin> {
  const { originPath, connectionAttempts, connectionTimeout, responseCompletionTimeout, originShield } = settings;
  const headers = customHeaders(scope, settings.customHeaders ?? {});
  return {
    ...(originPath === undefined ? {} : { originPath }),
    ...(connectionAttempts === undefined ? {} : { connectionAttempts }),
    ...(connectionTimeout === undefined ? {} : { connectionTimeout }),
    ...(responseCompletionTimeout === undefined ? {} : { responseCompletionTimeout }),
    ...(headers.length === 0 ? {} : { customHeader: headers }),
    ...(originShield === undefined
      ? {}
      : {
          originShield: { enabled: originShield.enabled ?? true, originShieldRegion: originShield.originShieldRegion },
        }),
  };
}

/** Terraform's arguments for a server that CloudFront reaches over the internet. */
export function serverBlock(settings: ServerSettings): CloudfrontDistributionOriginCustomOriginConfig {
  const { httpPort = 80, httpsPort = 443, originProtocolPolicy = "https-only", originReadTimeout = 30 } = settings;
  const { originSslProtocols = ["TLSv1.2"], originKeepaliveTimeout, ipAddressType } = settings;
  return {
    httpPort,
    httpsPort,
    originProtocolPolicy,
    originSslProtocols: [...originSslProtocols],
    originReadTimeout,
    ...(originKeepaliveTimeout === undefined ? {} : { originKeepaliveTimeout }),
    ...(ipAddressType === undefined ? {} : { ipAddressType }),
  };
}

/** The arguments of a server that the provider's bindings do not have. */
export function newerServerArguments({ originMtlsConfig }: ServerSettings): readonly NewerArgument[] {
  if (originMtlsConfig === undefined) return [];
  const block = { client_certificate_arn: originMtlsConfig.clientCertificateArn };
  return [{ path: ["custom_origin_config", "origin_mtls_config"], value: block, isBlock: true }];
}
