import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import {
  checkHeaderName,
  checkHeaderText,
  checkPolicyHeader,
  checkCustomHeaders as checkSyntaxAndLengths,
  policyQuotas,
} from "@featheredge/aws-rules";
import { type Diagnostic, sentences } from "@featheredge/diagnostics";
import { CloudFrontError } from "../../protocol/errors.ts";
import { checkName, inRange, invalid, oneOf } from "../../shared/invalid.ts";

const securityHeaders = new Set([
  "content-security-policy",
  "referrer-policy",
  "strict-transport-security",
  "x-content-type-options",
  "x-frame-options",
  "x-xss-protection",
]);

const methods = ["GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "ALL"];

const referrerPolicies = [
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
];

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

function reject(diagnostic: Diagnostic | undefined): void {
  if (diagnostic !== undefined) invalid(sentences(diagnostic));
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
}

function checkSecurity(security: ResponseHeadersPolicyConfig["SecurityHeadersConfig"]): void {
  oneOf("FrameOption", security?.FrameOptions?.FrameOption, ["DENY", "SAMEORIGIN"]);
  oneOf("ReferrerPolicy", security?.ReferrerPolicy?.ReferrerPolicy, referrerPolicies);
  if (security?.XSSProtection?.ModeBlock && security.XSSProtection.ReportUri) {
    invalid("The parameters ModeBlock and ReportUri of XSSProtection can't both be set.");
  }
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
  const seen = new Set<string>();
  for (const { Header: header = "" } of headers) {
    const name = header.toLowerCase();
    if (securityHeaders.has(name)) {
      invalid(
        `The parameter CustomHeaders contains ${header} that is a security header and cannot be set as custom header.`,
      );
    }
    reject(checkPolicyHeader("add", name));
    if (seen.has(name)) invalid(`The parameter CustomHeaders contains ${header} twice.`);
    seen.add(name);
  }
  reject(checkSyntaxAndLengths(headers.map(({ Header = "", Value = "" }) => [Header, Value]))[0]);
}
