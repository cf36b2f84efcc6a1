import type { DefaultCacheBehavior, DistributionConfig } from "@aws-sdk/client-cloudfront";
import { describe, expect, it } from "vitest";
import { importEntry } from "./entry.ts";
import type { LiveDistribution } from "./live.ts";

const functionArn = "arn:aws:cloudfront::123456789012:function/Legacy_Color";
const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:LegacyEdge:3";
const storeArn = "arn:aws:cloudfront::123456789012:key-value-store/1";

const behavior = {
  TargetOriginId: "S3 Pages",
  ViewerProtocolPolicy: "redirect-to-https",
  AllowedMethods: { Quantity: 2, Items: ["HEAD", "GET"], CachedMethods: { Quantity: 2, Items: ["HEAD", "GET"] } },
  Compress: true,
  CachePolicyId: "P1",
  OriginRequestPolicyId: "",
} satisfies DefaultCacheBehavior;

const config = {
  CallerReference: "1",
  Comment: "Legacy",
  Enabled: true,
  Aliases: { Quantity: 1, Items: ["legacy.example.com"] },
  HttpVersion: "http2",
  IsIPV6Enabled: true,
  PriceClass: "PriceClass_All",
  Origins: {
    Quantity: 2,
    Items: [
      {
        Id: "S3 Pages",
        DomainName: "pages.s3.eu-west-1.amazonaws.com",
        OriginAccessControlId: "E2",
        ConnectionAttempts: 3,
        ConnectionTimeout: 10,
      },
      {
        Id: "api",
        DomainName: "api.example.com",
        ConnectionAttempts: 2,
        ConnectionTimeout: 10,
        CustomHeaders: { Quantity: 1, Items: [{ HeaderName: "X-From", HeaderValue: "cdn" }] },
        CustomOriginConfig: {
          HTTPPort: 80,
          HTTPSPort: 443,
          OriginProtocolPolicy: "https-only",
          OriginSslProtocols: { Quantity: 1, Items: ["TLSv1.2"] },
          OriginReadTimeout: 45,
          OriginKeepaliveTimeout: 5,
        },
      },
    ],
  },
  DefaultCacheBehavior: {
    ...behavior,
    FunctionAssociations: { Quantity: 1, Items: [{ EventType: "viewer-response", FunctionARN: functionArn }] },
  },
  CacheBehaviors: {
    Quantity: 1,
    Items: [
      {
        ...behavior,
        PathPattern: "/edge/*",
        TargetOriginId: "api",
        CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        LambdaFunctionAssociations: {
          Quantity: 1,
          Items: [{ EventType: "viewer-request", LambdaFunctionARN: lambdaArn }],
        },
      },
    ],
  },
  Logging: { Enabled: true, IncludeCookies: false, Bucket: "logs.s3.amazonaws.com", Prefix: "" },
  ViewerCertificate: {
    ACMCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
    MinimumProtocolVersion: "TLSv1.2_2021",
    SSLSupportMethod: "sni-only",
  },
} satisfies DistributionConfig;

const live: LiveDistribution = {
  id: "E1",
  account: "123456789012",
  config,
  tags: { Team: "legacy" },
  cachePolicies: new Map([
    [
      "P1",
      {
        Name: "Legacy_Assets",
        MinTTL: 1,
        DefaultTTL: 60,
        MaxTTL: 600,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: true,
          HeadersConfig: { HeaderBehavior: "whitelist", Headers: { Quantity: 1, Items: ["Origin"] } },
          CookiesConfig: { CookieBehavior: "none" },
          QueryStringsConfig: { QueryStringBehavior: "all" },
        },
      },
    ],
  ]),
  originRequestPolicies: new Map(),
  responseHeadersPolicies: new Map(),
  accessControls: new Map([
    [
      "E2",
      {
        Name: "Legacy OAC",
        OriginAccessControlOriginType: "s3",
        SigningBehavior: "always",
        SigningProtocol: "sigv4",
      },
    ],
  ]),
  functions: new Map([
    [
      functionArn,
      { name: "Legacy_Color", runtime: "cloudfront-js-2.0", code: "function handler() {}", store: storeArn },
    ],
  ]),
  lambdas: new Map([
    [
      lambdaArn,
      {
        name: "LegacyEdge",
        runtime: "nodejs20.x",
        handler: "main.handler",
        role: "arn:aws:iam::123456789012:role/edge",
        files: new Map([
          ["main.js", Buffer.from("exports.handler = async () => ({});")],
          ["lib/names.js", Buffer.from("")],
        ]),
      },
    ],
  ]),
  stores: new Map([[storeArn, { arn: storeArn, name: "Config", entries: new Map([["color", "green"]]) }]]),
};

describe("the entry of a distribution that exists", () => {
  const entry = importEntry(live, "legacy", "eu-west-1", ["legacy-edge"]);

  it("has its settings, origins and behaviors, without those that are defaults", () => {
    expect(entry.distribution).toEqual({
      comment: "Legacy",
      aliases: ["legacy.example.com"],
      certificate: "arn:aws:acm:us-east-1:123456789012:certificate/1",
      httpVersion: "http2",
      extend: "stacks/distribution/imported/legacy.ts",
      keyValueStore: { color: "green" },
      origins: {
        "s3-pages": { type: "s3", bucket: "pages" },
        api: {
          type: "custom",
          domainName: "api.example.com",
          originReadTimeout: 45,
          connectionAttempts: 2,
          customHeaders: { "X-From": "cdn" },
        },
      },
      defaultBehavior: {
        origin: "s3-pages",
        viewerProtocolPolicy: "redirect-to-https",
        cachePolicy: {
          name: "legacy-assets",
          minTtl: 1,
          defaultTtl: 60,
          maxTtl: 600,
          headersConfig: { headerBehavior: "whitelist", headers: ["Origin"] },
          cookiesConfig: { cookieBehavior: "none" },
          queryStringsConfig: { queryStringBehavior: "all" },
          enableAcceptEncodingGzip: true,
          enableAcceptEncodingBrotli: false,
        },
        viewerResponse: "legacy-color",
      },
      behaviors: [
        {
          pathPattern: "/edge/*",
          origin: "api",
          viewerProtocolPolicy: "redirect-to-https",
          cachePolicy: "CachingDisabled",
          viewerRequest: "legacy-edge-legacy",
        },
      ],
    });
  });

  it("has the deployed code as native handlers, whose names are free", () => {
    expect(entry.handlers).toEqual({
      "legacy-color": { runtime: "cloudfront-function" },
      "legacy-edge-legacy": { runtime: "lambda-at-edge" },
    });
    expect([...entry.files.keys()]).toEqual([
      "edge-handlers/legacy-color/handler.js",
      "edge-handlers/legacy-edge-legacy/handler.js",
      "edge-handlers/legacy-edge-legacy/lib/names.js",
    ]);
  });

  it("imports each resource under the name that it has in AWS", () => {
    expect(entry.adopted).toMatchObject({
      "aws_cloudfront_distribution.legacy": {
        id: "E1",
        arguments: {
          tags: { Team: "legacy" },
          "origin.0.origin_id": "S3 Pages",
          "default_cache_behavior.target_origin_id": "S3 Pages",
        },
      },
      "aws_cloudfront_function.legacy_color": { id: "Legacy_Color", arguments: { name: "Legacy_Color" } },
      "aws_lambda_function.legacy_edge_legacy": { id: "LegacyEdge" },
      "aws_cloudfront_key_value_store.legacy": { id: "Config" },
      "aws_cloudfrontkeyvaluestore_keys_exclusive.legacy_keys": { id: storeArn },
      "aws_cloudfront_origin_access_control.s3": { id: "E2", arguments: { name: "Legacy OAC" } },
      "aws_cloudfront_cache_policy.legacy_assets_*": { id: "P1", arguments: { name: "Legacy_Assets" } },
    });
    expect(entry.omitted).toContain("aws_iam_role.legacy_edge_legacy_role");
  });

  it("notes the settings that an environment can't express", () => {
    expect(entry.notes.join("\n")).toContain("standard logs of the older kind go to logs.s3.amazonaws.com");
    expect(entry.notes.join("\n")).toContain("The role of LegacyEdge stays outside of the stack");
  });
});
