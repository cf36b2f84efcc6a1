import { pages } from "../../pages.ts";
import type { Rule } from "../rule.ts";

const example = (wrong: string, right: string) => ({ code: { form: "environment", wrong, right } }) as const;

/** Rules about the settings of policies that depend on each other, of public keys and of behaviors' other features. */
export const policySettingRules = {
  "FE-DST-060": {
    title: "Cache times that are not in order",
    reason: "The shortest time in the cache is at most the default one, and that at most the longest.",
    page: pages.cachePolicyApi,
    examples: example("cachePolicy: { minTtl: 600, maxTtl: 60 }", "cachePolicy: { minTtl: 60, maxTtl: 600 }"),
  },
  "FE-DST-061": {
    title: "A policy that caches nothing, with a cache key",
    reason: "CloudFront rejects compression and names in the cache key of a policy that caches nothing.",
    page: pages.cachePolicyApi,
    examples: example(
      'cachePolicy: { maxTtl: 0, headersConfig: { headerBehavior: "whitelist", headers: ["Authorization"] } }',
      'cachePolicy: { defaultTtl: 0, maxTtl: 1, headersConfig: { headerBehavior: "whitelist", headers: ["Authorization"] } }',
    ),
  },
  "FE-DST-062": {
    title: "A header that an origin request policy can't list",
    reason:
      "Authorization must be in the cache key, or be sent with all headers of the viewer, and Accept-Encoding follows from the cache policy's compression.",
    page: pages.originCustomHeaders,
    examples: example(
      'originRequestPolicy: { headersConfig: { headerBehavior: "whitelist", headers: ["Authorization"] } }',
      'originRequestPolicy: "AllViewerExceptHostHeader"',
    ),
  },
  "FE-DST-063": {
    title: "A security header as a custom header",
    reason:
      "A response headers policy has settings for the security headers, and CloudFront rejects them as custom ones.",
    page: pages.responseHeaders,
    examples: example(
      'responseHeadersPolicy: { customHeadersConfig: [{ header: "X-Frame-Options", value: "DENY" }] }',
      'responseHeadersPolicy: { securityHeadersConfig: { frameOptions: { frameOption: "DENY" } } }',
    ),
  },
  "FE-DST-064": {
    title: "A custom header that is listed twice",
    reason: "A response headers policy sets each header once.",
    page: pages.responseHeaders,
    examples: example(
      'customHeadersConfig: [{ header: "X-Team", value: "a" }, { header: "x-team", value: "b" }]',
      'customHeadersConfig: [{ header: "X-Team", value: "a, b" }]',
    ),
  },
  "FE-DST-065": {
    title: "All origins or headers for requests with credentials",
    reason:
      "With credentials, CloudFront rejects the header '*', and browsers reject a response that allows the origin '*'.",
    page: pages.responseHeaders,
    examples: example(
      'corsConfig: { accessControlAllowOrigins: ["*"], accessControlAllowCredentials: true }',
      'corsConfig: {\n  accessControlAllowOrigins: ["https://app.example.com"],\n  accessControlAllowHeaders: ["Content-Type"],\n  accessControlAllowCredentials: true,\n}',
    ),
  },
  "FE-DST-066": {
    title: "Two modes of XSS protection",
    reason: "X-XSS-Protection blocks a page or reports it.",
    page: pages.xssProtectionApi,
    examples: example(
      'xssProtection: { protection: true, modeBlock: true, reportUri: "/xss" }',
      "xssProtection: { protection: true, modeBlock: true }",
    ),
  },
  "FE-DST-067": {
    title: "A text that CloudFront can't use as a public key",
    reason:
      "Public keys are in PEM: RSA with 2048 bits, or ECDSA with 256 for signed URLs and cookies. A private key must never be in a repository.",
    page: pages.signingKeys,
    examples: example('encodedKey: "-----BEGIN PRIVATE KEY-----…"', 'encodedKey: "-----BEGIN PUBLIC KEY-----…"'),
  },
  "FE-DST-068": {
    title: "A behavior that can't take gRPC requests",
    reason: "gRPC requests are POST requests over HTTP/2.",
    page: pages.grpc,
    examples: example(
      'grpcConfig: { enabled: true },\nallowedMethods: ["GET", "HEAD"]',
      'grpcConfig: { enabled: true },\nallowedMethods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]',
    ),
  },
  "FE-DST-069": {
    title: "A behavior that can't encrypt fields",
    reason: "Field-level encryption is for forms that viewers send by POST and PUT over HTTPS.",
    page: pages.fieldLevelEncryption,
    examples: example(
      'fieldLevelEncryption: cards,\nviewerProtocolPolicy: "allow-all"',
      'fieldLevelEncryption: cards,\nviewerProtocolPolicy: "https-only"',
    ),
  },
  "FE-DST-070": {
    title: "Too many fields to encrypt",
    reason: "AWS limits the fields that one profile of field-level encryption encrypts.",
    page: pages.quotas,
    examples: example("fieldPatterns: elevenFields", 'fieldPatterns: ["card_*"]'),
  },
  "FE-DST-071": {
    title: "Too many profiles by query argument",
    reason:
      "AWS limits the profiles that one configuration of field-level encryption chooses from by a query argument.",
    page: pages.quotas,
    examples: example("queryArgProfiles: sixProfiles", "queryArgProfiles: fiveProfiles"),
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
