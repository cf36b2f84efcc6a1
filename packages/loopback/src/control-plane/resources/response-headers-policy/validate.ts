import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import {
  checkAddedHeaders,
  checkCors as checkCorsSettings,
  checkHeaderName,
  checkHeaderText,
  checkPolicyHeader,
  checkCustomHeaders as checkSyntaxAndLengths,
  checkXssProtection,
  policyQuotas,
  referrerPolicies,
} from "@featheredge/aws-rules";
import { CloudFrontError } from "../../protocol/errors.ts";
import { checkName, inRange, invalid, oneOf, reject } from "../../shared/invalid.ts";

const methods = ["GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "ALL"];

/**
 * Validates a response headers policy.
 * @returns the policy as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html
 */
export function acceptResponseHeadersPolicy(config: ResponseHeadersPolicyConfig): ResponseHeadersPolicyConfig {
  checkName(config.Name ?? "");
  for (const method of config.CorsConfig?.AccessControlAllowMethods?.Items ?? []) {
    oneOf("AccessControlAllowMethods", method, methods);
  }
  checkCors(config.CorsConfig);
  checkSecurity(config.SecurityHeadersConfig);
  checkCustomHeaders(config.CustomHeadersConfig);
  const removed = config.RemoveHeadersConfig?.Items ?? [];
  if (removed.length > policyQuotas.removedHeadersPerPolicy.value) {
    throw new CloudFrontError(
      "TooManyRemoveHeadersInResponseHeadersPolicy",
      `The policy removes ${removed.length} headers; CloudFront takes ${policyQuotas.removedHeadersPerPolicy.value}.`,
    );
  }
  for (const { Header: name = "" } of removed) reject(checkHeaderName(name) ?? checkPolicyHeader("remove", name));
  inRange("SamplingRate", config.ServerTimingHeadersConfig?.SamplingRate, 0, 100);
  return config;
}

/** Checks the names of headers, and that origins have no spaces or line breaks. */
function checkCors(cors: ResponseHeadersPolicyConfig["CorsConfig"]): void {
  const { AccessControlAllowHeaders: allowed, AccessControlExposeHeaders: exposed } = cors ?? {};
  for (const name of [...(allowed?.Items ?? []), ...(exposed?.Items ?? [])]) reject(checkHeaderName(name));
  for (const origin of cors?.AccessControlAllowOrigins?.Items ?? []) {
    if (!/^[\x21-\x7e]+$/.test(origin)) {
      invalid(`The parameter AccessControlAllowOrigins has ${JSON.stringify(origin)}, which is not a valid origin.`);
    }
  }
  reject(
    checkCorsSettings({
      credentials: cors?.AccessControlAllowCredentials === true,
      origins: cors?.AccessControlAllowOrigins?.Items ?? [],
      allowedHeaders: allowed?.Items ?? [],
    }),
  );
}

function checkSecurity(security: ResponseHeadersPolicyConfig["SecurityHeadersConfig"]): void {
  oneOf("FrameOption", security?.FrameOptions?.FrameOption, ["DENY", "SAMEORIGIN"]);
  oneOf("ReferrerPolicy", security?.ReferrerPolicy?.ReferrerPolicy, referrerPolicies);
  const { ModeBlock: modeBlock, ReportUri: reportUri } = security?.XSSProtection ?? {};
  reject(checkXssProtection(modeBlock === true, Boolean(reportUri)));
  const policy = security?.ContentSecurityPolicy?.ContentSecurityPolicy ?? "";
  reject(checkHeaderText("Content-Security-Policy", policy));
  reject(checkHeaderText("X-XSS-Protection", security?.XSSProtection?.ReportUri ?? ""));
  const most = policyQuotas.headerValueCharacters.value;
  if (policy.length > most) {
    throw new CloudFrontError(
      "TooLongCSPInResponseHeadersPolicy",
      `The Content-Security-Policy has ${policy.length} characters; CloudFront takes ${most}.`,
    );
  }
}

function checkCustomHeaders(custom: ResponseHeadersPolicyConfig["CustomHeadersConfig"]): void {
  const headers = custom?.Items ?? [];
  const most = policyQuotas.customHeadersPerPolicy.value;
  if (headers.length > most) {
    throw new CloudFrontError(
      "TooManyCustomHeadersInResponseHeadersPolicy",
      `The policy has ${headers.length} custom headers; CloudFront takes ${most}.`,
    );
  }
  const names = headers.map(({ Header = "" }) => Header);
  for (const name of names) reject(checkPolicyHeader("add", name));
  reject(checkAddedHeaders(names)[0]);
  reject(checkSyntaxAndLengths(headers.map(({ Header = "", Value = "" }) => [Header, Value]))[0]);
}
