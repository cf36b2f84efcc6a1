import type {
  ResponseHeadersPolicyAccessControlAllowMethodsValues as Method,
  ResponseHeadersPolicyConfig,
} from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";
import { managedRecord } from "../../shared/config-record.ts";

const any = () => ({ Quantity: 1, Items: ["*"] });
const methods = (...items: Method[]) => ({ Quantity: items.length, Items: items });

const simpleCors = {
  AccessControlAllowOrigins: any(),
  AccessControlAllowHeaders: any(),
  AccessControlAllowMethods: methods("GET", "HEAD"),
  AccessControlAllowCredentials: false,
  OriginOverride: false,
};

const corsWithPreflight = {
  ...simpleCors,
  AccessControlAllowMethods: methods("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"),
  AccessControlExposeHeaders: any(),
};

const security: NonNullable<ResponseHeadersPolicyConfig["SecurityHeadersConfig"]> = {
  XSSProtection: { Override: false, Protection: true, ModeBlock: true },
  FrameOptions: { Override: false, FrameOption: "SAMEORIGIN" },
  ReferrerPolicy: { Override: false, ReferrerPolicy: "strict-origin-when-cross-origin" },
  ContentTypeOptions: { Override: true },
  StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: 31_536_000 },
};

const { responseHeaders: ids } = managedPolicies;

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html */
export const managedResponseHeadersPolicies = [
  managedRecord<ResponseHeadersPolicyConfig>(ids.SimpleCORS, {
    Name: "Managed-SimpleCORS",
    Comment: "Allows all origins for simple CORS requests",
    CorsConfig: simpleCors,
  }),
  managedRecord<ResponseHeadersPolicyConfig>(ids["CORS-With-Preflight"], {
    Name: "Managed-CORS-With-Preflight",
    Comment: "Allows all origins for CORS requests, including preflight requests",
    CorsConfig: corsWithPreflight,
  }),
  managedRecord<ResponseHeadersPolicyConfig>(ids.SecurityHeadersPolicy, {
    Name: "Managed-SecurityHeadersPolicy",
    Comment: "Adds a set of security headers to every response",
    SecurityHeadersConfig: security,
  }),
  managedRecord<ResponseHeadersPolicyConfig>(ids["CORS-and-SecurityHeadersPolicy"], {
    Name: "Managed-CORS-and-SecurityHeadersPolicy",
    Comment: "Allows all origins for simple CORS requests and adds security headers",
    CorsConfig: simpleCors,
    SecurityHeadersConfig: security,
  }),
  managedRecord<ResponseHeadersPolicyConfig>(ids["CORS-with-preflight-and-SecurityHeadersPolicy"], {
    Name: "Managed-CORS-with-preflight-and-SecurityHeadersPolicy",
    Comment: "Allows all origins for CORS requests, including preflight requests, and adds security headers",
    CorsConfig: corsWithPreflight,
    SecurityHeadersConfig: security,
  }),
];
