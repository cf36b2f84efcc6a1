import type { OriginRequestPolicyConfig, OriginRequestPolicyHeaderBehavior } from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";
import { managedRecord } from "../../shared/config-record.ts";

type Name = keyof typeof managedPolicies.originRequest;

interface Settings {
  readonly comment: string;
  readonly headers: OriginRequestPolicyHeaderBehavior;
  readonly names?: string[];
  readonly cookies: "all" | "none";
  readonly queryStrings: "all" | "none";
}

const cloudFrontHeaders = [
  "CloudFront-Forwarded-Proto",
  "CloudFront-Is-Android-Viewer",
  "CloudFront-Is-Desktop-Viewer",
  "CloudFront-Is-IOS-Viewer",
  "CloudFront-Is-Mobile-Viewer",
  "CloudFront-Is-SmartTV-Viewer",
  "CloudFront-Is-Tablet-Viewer",
  "CloudFront-Viewer-Address",
  "CloudFront-Viewer-ASN",
  "CloudFront-Viewer-City",
  "CloudFront-Viewer-Country",
  "CloudFront-Viewer-Country-Name",
  "CloudFront-Viewer-Country-Region",
  "CloudFront-Viewer-Country-Region-Name",
  "CloudFront-Viewer-Http-Version",
  "CloudFront-Viewer-Latitude",
  "CloudFront-Viewer-Longitude",
  "CloudFront-Viewer-Metro-Code",
  "CloudFront-Viewer-Postal-Code",
  "CloudFront-Viewer-Time-Zone",
  "CloudFront-Viewer-TLS",
];

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const settings: Readonly<Record<Name, Settings>> = {
  AllViewer: {
    comment: "Policy to forward all parameters in viewer requests",
    headers: "allViewer",
    cookies: "all",
    queryStrings: "all",
  },
  "AllViewerAndCloudFrontHeaders-2022-06": {
    comment: "Policy to forward all parameters in viewer requests and all CloudFront headers released until June 2022",
    headers: "allViewerAndWhitelistCloudFront",
    names: cloudFrontHeaders,
    cookies: "all",
    queryStrings: "all",
  },
  AllViewerExceptHostHeader: {
    comment: "Policy to forward all parameters in viewer requests except for the Host header",
    headers: "allExcept",
    names: ["Host"],
    cookies: "all",
    queryStrings: "all",
  },
  "CORS-CustomOrigin": {
    comment: "Policy for CORS on custom origins",
    headers: "whitelist",
    names: ["Origin"],
    cookies: "none",
    queryStrings: "none",
  },
  "CORS-S3Origin": {
    comment: "Policy for CORS on S3 origins",
    headers: "whitelist",
    names: ["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"],
    cookies: "none",
    queryStrings: "none",
  },
  "Elemental-MediaTailor-PersonalizedManifests": {
    comment: "Policy for Elemental MediaTailor Origin",
    headers: "whitelist",
    names: [
      "Origin",
      "Access-Control-Request-Headers",
      "Access-Control-Request-Method",
      "User-Agent",
      "X-Forwarded-For",
    ],
    cookies: "none",
    queryStrings: "all",
  },
  HostHeaderOnly: {
    comment: "Policy to forward the Host header only",
    headers: "whitelist",
    names: ["Host"],
    cookies: "none",
    queryStrings: "none",
  },
  UserAgentRefererHeaders: {
    comment: "Policy to forward user-agent and referer headers to origin",
    headers: "whitelist",
    names: ["User-Agent", "Referer"],
    cookies: "none",
    queryStrings: "none",
  },
};

export const managedOriginRequestPolicies = Object.entries(settings).map(([name, policy]) =>
  managedRecord(managedPolicies.originRequest[name as Name], configOf(name, policy)),
);

function configOf(
  name: string,
  { comment, headers, names, cookies, queryStrings }: Settings,
): OriginRequestPolicyConfig {
  return {
    Name: `Managed-${name}`,
    Comment: comment,
    HeadersConfig: {
      HeaderBehavior: headers,
      ...(names && { Headers: { Quantity: names.length, Items: names } }),
    },
    CookiesConfig: { CookieBehavior: cookies },
    QueryStringsConfig: { QueryStringBehavior: queryStrings },
  };
}
