import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DistributionConfig, Origin } from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";
import { beforeEach, describe, expect, it } from "vitest";
import { toJson } from "../../state/json.ts";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { distributionConfig, testBehavior, testOrigin } from "../../testing/distribution.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

async function create(changes: Partial<DistributionConfig> = {}, client = controlPlane.client) {
  const made = await client.createDistribution({ DistributionConfig: distributionConfig(changes) });
  return { Id: made.Distribution?.Id ?? "", IfMatch: made.ETag ?? "", made };
}

const acm = {
  ACMCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0",
  SSLSupportMethod: "sni-only",
  MinimumProtocolVersion: "TLSv1.2_2021",
} as const;
const aliases = (...Items: string[]) => ({ Aliases: { Quantity: Items.length, Items }, ViewerCertificate: acm });
const behavior = (changes: object) => ({ DefaultCacheBehavior: { ...testBehavior, ...changes } });
const list = <T>(...Items: T[]) => ({ Quantity: Items.length, Items });
const lambda = (EventType: string, version = "3", region = "us-east-1") => ({
  LambdaFunctionARN: `arn:aws:lambda:${region}:123456789012:function:f:${version}`,
  EventType,
});

describe("a distribution", () => {
  it("is iterated by the data plane any number of times", async () => {
    const { distributions } = controlPlane.deployment;
    expect([...distributions]).toEqual([]);
    const { Id } = await create();
    for (let time = 0; time < 2; time++) expect([...distributions].map(({ id }) => id)).toEqual([Id]);
  });

  it("has an id, domain, ARN and ETag in AWS's formats", async () => {
    const { Id, IfMatch, made } = await create();
    expect(Id).toMatch(/^E[A-Z0-9]{13}$/);
    expect(made.Distribution?.DomainName).toMatch(/^[0-9a-z]+\.cloudfront\.net$/);
    expect(made.Distribution?.ARN).toBe(`arn:aws:cloudfront::123456789012:distribution/${Id}`);
    expect(IfMatch).toMatch(/^[0-9A-Z]+$/);
  });

  it("rejects Lambda@Edge at origin events and gRPC with a VPC origin, directly or in an origin group", async () => {
    const { VpcOrigin: vpc } = await controlPlane.client.createVpcOrigin({
      VpcOriginEndpointConfig: {
        Name: "internal",
        Arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/internal/0123456789abcdef",
        HTTPPort: 80,
        HTTPSPort: 443,
        OriginProtocolPolicy: "https-only",
        OriginSslProtocols: list("TLSv1.2"),
      },
    });
    controlPlane.advance(60);
    const inVpc = { Id: "app", DomainName: "app.example.com", VpcOriginConfig: { VpcOriginId: vpc?.Id ?? "" } };
    const group = {
      Id: "both",
      FailoverCriteria: { StatusCodes: list(500) },
      Members: list({ OriginId: "other" }, { OriginId: "app" }),
    };
    const config = (changes: object): Partial<DistributionConfig> => ({
      Origins: list<Origin>(inVpc, { ...testOrigin, Id: "other" }),
      OriginGroups: list(group) as never,
      ...behavior(changes),
    });
    const rejection = (changes: object) => create(config(changes)).then(() => "none", String);
    for (const TargetOriginId of ["app", "both"]) {
      for (const event of ["origin-request", "origin-response"]) {
        const changes = { TargetOriginId, LambdaFunctionAssociations: list(lambda(event)) };
        expect(await rejection(changes)).toContain("which the VPC origin 'app' does not have");
      }
      const AllowedMethods = list("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");
      const grpc = { TargetOriginId, GrpcConfig: { Enabled: true }, AllowedMethods };
      expect(await rejection(grpc)).toContain("gRPC is on");
    }
    const viewer = { LambdaFunctionAssociations: list(lambda("viewer-request")) };
    expect(await rejection({ TargetOriginId: "app", ...viewer })).toBe("none");
  });

  it("is in progress at first and deployed after a while, again with each update", async () => {
    const { Id, IfMatch } = await create();
    const status = async () => (await controlPlane.client.getDistribution({ Id })).Distribution?.Status;
    expect(await status()).toBe("InProgress");
    controlPlane.advance(60);
    expect(await status()).toBe("Deployed");
    await controlPlane.client.updateDistribution({
      Id,
      IfMatch,
      DistributionConfig: distributionConfig({ Comment: "new" }),
    });
    expect(await status()).toBe("InProgress");
  });

  it("has all members that clients read without checking, even if they were not sent", async () => {
    const { Id } = await create();
    const { Distribution: read } = await controlPlane.client.getDistribution({ Id });
    expect(read).toMatchObject({
      InProgressInvalidationBatches: 0,
      LastModifiedTime: new Date("2026-01-01T00:00:00Z"),
      ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
      ActiveTrustedKeyGroups: { Enabled: false, Quantity: 0 },
      DistributionConfig: {
        Aliases: { Quantity: 0 },
        OriginGroups: { Quantity: 0 },
        Origins: { Quantity: 1, Items: [{ OriginPath: "", ConnectionAttempts: 3, ConnectionTimeout: 10 }] },
        CacheBehaviors: { Quantity: 0 },
        DefaultCacheBehavior: { AllowedMethods: { Quantity: 2, CachedMethods: { Quantity: 2 } }, Compress: false },
        ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: "TLSv1" },
        Restrictions: { GeoRestriction: { RestrictionType: "none", Quantity: 0 } },
        PriceClass: "PriceClass_All",
        Staging: false,
      },
    });
  });

  // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ActiveTrustedSigners.html
  it("names the trusted signers of all behaviors", async () => {
    const base = distributionConfig();
    const TrustedSigners = { Enabled: true, Quantity: 2, Items: ["self", "111122223333"] };
    const DefaultCacheBehavior = { ...base.DefaultCacheBehavior, TrustedSigners } as never;
    const { Distribution } = await controlPlane.client.createDistribution({
      DistributionConfig: { ...base, DefaultCacheBehavior },
    });
    expect(Distribution?.ActiveTrustedSigners).toEqual({
      Enabled: true,
      Quantity: 2,
      Items: [
        { AwsAccountNumber: "self", KeyPairIds: { Quantity: 0 } },
        { AwsAccountNumber: "111122223333", KeyPairIds: { Quantity: 0 } },
      ],
    });
  });

  it("accepts its own config, unchanged", async () => {
    const { Id } = await create(aliases("www.example.com"));
    const { DistributionConfig: config, ETag: IfMatch } = await controlPlane.client.getDistributionConfig({ Id });
    const { Distribution: updated } = await controlPlane.client.updateDistribution({
      Id,
      IfMatch,
      DistributionConfig: config,
    });
    expect(updated?.DistributionConfig).toEqual(config);
  });

  it("is served by the data plane with the tags that it was created with", async () => {
    const { Distribution: made } = await controlPlane.client.createDistributionWithTags({
      DistributionConfigWithTags: {
        DistributionConfig: distributionConfig(),
        Tags: { Items: [{ Key: "team", Value: "edge" }] },
      },
    });
    const { Tags } = await controlPlane.client.listTagsForResource({ Resource: made?.ARN });
    expect(Tags?.Items).toEqual([{ Key: "team", Value: "edge" }]);
    const [deployed] = controlPlane.deployment.distributions;
    expect(deployed).toMatchObject({ id: made?.Id, account: "123456789012", domainName: made?.DomainName });
    expect(deployed?.config).toEqual(made?.DistributionConfig);
  });

  it("is created once per caller reference, which can't change", async () => {
    const { Id, IfMatch } = await create();
    await expect(create()).rejects.toMatchObject({
      name: "DistributionAlreadyExists",
      $metadata: { httpStatusCode: 409 },
    });
    const other = distributionConfig({ CallerReference: "second" });
    await expect(
      controlPlane.client.updateDistribution({ Id, IfMatch, DistributionConfig: other }),
    ).rejects.toMatchObject({
      name: "IllegalUpdate",
    });
    const stale = controlPlane.client.updateDistribution({
      Id,
      IfMatch: "EOTHER",
      DistributionConfig: distributionConfig(),
    });
    await expect(stale).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
  it("is accepted and logged when behaviors get no requests, or lose some to earlier ones", async () => {
    const signed = { LambdaFunctionAssociations: list(lambda("viewer-request")) };
    const others = (...paths: [string, object?][]) => ({
      CacheBehaviors: list(...paths.map(([PathPattern, changes]) => ({ ...testBehavior, PathPattern, ...changes }))),
    });
    const { Id, IfMatch } = await create(others(["/*"], ["/members/*", signed]));
    const arn = lambda("viewer-request").LambdaFunctionARN;
    expect(controlPlane.lines).toEqual([
      `distribution ${Id}: CacheBehaviors[1]: The path pattern '/members/*' gets no requests: each path that it matches goes to '/*' (CacheBehaviors[0]), since CloudFront uses the first behavior that matches; '${arn}' at viewer-request never takes effect. List it before that behavior, or remove it. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern`,
    ]);
    const partly = distributionConfig(others(["*.jpg"], ["/members/*", signed]));
    const { ETag } = await controlPlane.client.updateDistribution({ Id, IfMatch, DistributionConfig: partly });
    expect(controlPlane.lines.slice(1)).toEqual([
      expect.stringContaining(
        `CacheBehaviors[1]: The path pattern '/members/*' does not get all requests that match it: /members/.jpg goes to '*.jpg' (CacheBehaviors[0]), without '${arn}' at viewer-request.`,
      ),
    ]);
    const right = distributionConfig(others(["/members/*", signed], ["*.jpg"]));
    const { ETag: last } = await controlPlane.client.updateDistribution({
      Id,
      IfMatch: ETag,
      DistributionConfig: right,
    });
    expect(controlPlane.lines).toHaveLength(2);
    const twice = distributionConfig(others(["/members/*", signed], ["members/*"]));
    await controlPlane.client.updateDistribution({ Id, IfMatch: last, DistributionConfig: twice });
    expect(controlPlane.lines.slice(2)).toEqual([
      expect.stringContaining("CacheBehaviors[1]: The path pattern 'members/*' is taken by CacheBehaviors[0]"),
    ]);
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization
  it("is logged when a percent-encoded path reaches a bucket's objects without a behavior's check", async () => {
    const Id = "pages";
    const bucket = { Id, DomainName: "b.s3.eu-west-1.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } };
    const pages = { ...testBehavior, TargetOriginId: Id };
    const signed = {
      LambdaFunctionAssociations: list({ ...lambda("viewer-request"), EventType: "viewer-request" as const }),
    };
    const guarded = { CacheBehaviors: list({ ...pages, PathPattern: "/members/*", ...signed }) };
    await create({ Origins: list<Origin>(testOrigin, bucket), ...guarded });
    expect(controlPlane.lines).toEqual([]);
    await create({ CallerReference: "second", Origins: list(bucket), DefaultCacheBehavior: pages, ...guarded });
    expect(controlPlane.lines).toEqual([
      expect.stringContaining(
        "CacheBehaviors[0]: The path pattern '/members/*' does not get requests for its objects whose path is percent-encoded: /members%2F goes to the default behavior",
      ),
    ]);
  });

  it("can be deleted once it is disabled and that change is deployed", async () => {
    const { Id, IfMatch } = await create();
    controlPlane.advance(60);
    await expect(controlPlane.client.deleteDistribution({ Id, IfMatch })).rejects.toMatchObject({
      name: "DistributionNotDisabled",
    });
    const disabled = distributionConfig({ Enabled: false });
    const { ETag } = await controlPlane.client.updateDistribution({ Id, IfMatch, DistributionConfig: disabled });
    const again = () => controlPlane.client.deleteDistribution({ Id, IfMatch: ETag });
    await expect(again()).rejects.toMatchObject({ name: "DistributionNotDisabled" });
    controlPlane.advance(60);
    await again();
    await expect(controlPlane.client.getDistribution({ Id })).rejects.toMatchObject({ name: "NoSuchDistribution" });
  });

  it("prevents the deletion of policies and access controls that it uses", async () => {
    const cache = await controlPlane.client.createCachePolicy({ CachePolicyConfig: { Name: "p", MinTTL: 0 } });
    const CachePolicyId = cache.CachePolicy?.Id ?? "";
    const control = await controlPlane.client.createOriginAccessControl({
      OriginAccessControlConfig: {
        Name: "c",
        SigningProtocol: "sigv4",
        SigningBehavior: "always",
        OriginAccessControlOriginType: "s3",
      },
    });
    const OriginAccessControlId = control.OriginAccessControl?.Id ?? "";
    const bucket = { DomainName: "b.s3.eu-west-1.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } };
    await create({
      ...behavior({ CachePolicyId }),
      Origins: list({ Id: "app", ...bucket, OriginAccessControlId }),
    });
    await expect(
      controlPlane.client.deleteCachePolicy({ Id: CachePolicyId, IfMatch: cache.ETag }),
    ).rejects.toMatchObject({
      name: "CachePolicyInUse",
    });
    const remove = controlPlane.client.deleteOriginAccessControl({ Id: OriginAccessControlId, IfMatch: control.ETag });
    await expect(remove).rejects.toMatchObject({ name: "OriginAccessControlInUse" });
    const { DistributionIdList } = await controlPlane.client.listDistributionsByCachePolicyId({ CachePolicyId });
    expect(DistributionIdList?.Quantity).toBe(1);
  });

  it("can't have an alias of another distribution, in any account, in upper or lower case", async () => {
    await create(aliases("www.example.com"));
    const other = controlPlane.clientOf("210987654321");
    await expect(create(aliases("WWW.example.com"), other)).rejects.toMatchObject({ name: "CNAMEAlreadyExists" });
    await create(aliases("static.example.com"), other);
  });

  it.each<[string, Partial<DistributionConfig>, string]>([
    ["an alias without a certificate", { Aliases: list("a.example.com") }, "InvalidViewerCertificate"],
    [
      "a certificate of another region",
      { ViewerCertificate: { ...acm, ACMCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/0" } },
      "InvalidViewerCertificate",
    ],
    [
      "101 aliases",
      aliases(...Array.from({ length: 101 }, (_, i) => `a${i}.example.com`)),
      "TooManyDistributionCNAMEs",
    ],
    ["a behavior with an unknown origin", behavior({ TargetOriginId: "none" }), "NoSuchOrigin"],
    ["an unknown cache policy", behavior({ CachePolicyId: "none" }), "NoSuchCachePolicy"],
    ["an unknown origin request policy", behavior({ OriginRequestPolicyId: "none" }), "NoSuchOriginRequestPolicy"],
    [
      "an unknown response headers policy",
      behavior({ ResponseHeadersPolicyId: "none" }),
      "NoSuchResponseHeadersPolicy",
    ],
    [
      "an unknown key group",
      behavior({ TrustedKeyGroups: { Enabled: true, ...list("none") } }),
      "TrustedKeyGroupDoesNotExist",
    ],
    [
      "5 key groups in one behavior",
      behavior({ TrustedKeyGroups: { Enabled: true, ...list("a", "b", "c", "d", "e") } }),
      "TooManyKeyGroupsAssociatedToDistribution",
    ],
    [
      "failover on another status",
      {
        Origins: list(testOrigin, { ...testOrigin, Id: "other" }) as never,
        OriginGroups: list({
          Id: "both",
          FailoverCriteria: { StatusCodes: list(401) },
          Members: list({ OriginId: "app" }, { OriginId: "other" }),
        }) as never,
      },
      "InvalidArgument",
    ],
    ["an unknown real-time log configuration", behavior({ RealtimeLogConfigArn: "none" }), "NoSuchRealtimeLogConfig"],
    ["TTLs together with a cache policy", behavior({ MinTTL: 1 }), "InvalidArgument"],
    ["neither a cache policy nor forwarded values", behavior({ CachePolicyId: undefined }), "InvalidArgument"],
    [
      "legacy TTLs out of order",
      behavior({
        CachePolicyId: undefined,
        ForwardedValues: { QueryString: false, Cookies: { Forward: "none" } },
        MinTTL: 10,
        DefaultTTL: 5,
        MaxTTL: 20,
      }),
      "InvalidTTLOrder",
    ],
    [
      "an unknown access control",
      { Origins: list({ ...testOrigin, OriginAccessControlId: "ENONE" }) },
      "InvalidOriginAccessControl",
    ],
    [
      "101 origins",
      { Origins: list(...Array.from({ length: 101 }, (_, i) => ({ ...testOrigin, Id: `o${i}` }))) },
      "TooManyOrigins",
    ],
    ["two origins of one id", { Origins: list(testOrigin, testOrigin) }, "InvalidArgument"],
    ["a URL for a domain name", { Origins: list({ ...testOrigin, DomainName: "https://a.com/" }) }, "InvalidOrigin"],
    [
      "76 behaviors",
      { CacheBehaviors: list(...Array.from({ length: 76 }, (_, i) => ({ ...testBehavior, PathPattern: `/${i}` }))) },
      "TooManyCacheBehaviors",
    ],
    ...(
      [
        ["a denied header to the origin", "Cache-Control", "a"],
        ["a header of AWS's own to the origin", "x-amz-meta-a", "a"],
        ["a space in a header's name to the origin", "x a", "a"],
        ["a line break in a header's value to the origin", "x-a", "a\r\nHost: b"],
      ] as const
    ).map(
      ([title, HeaderName, HeaderValue]) =>
        [
          title,
          { Origins: list({ ...testOrigin, CustomHeaders: list({ HeaderName, HeaderValue }) }) },
          "InvalidArgument",
        ] as [string, Partial<DistributionConfig>, string],
    ),
    [
      "a line break in an origin's path",
      { Origins: list({ ...testOrigin, OriginPath: "/a\r\nb" }) },
      "InvalidArgument",
    ],
    ["a line break in a default root object", { DefaultRootObject: "a\r\nb" }, "InvalidDefaultRootObject"],
    [
      "a line break in an error page's path",
      { CustomErrorResponses: list({ ErrorCode: 404, ResponseCode: "404", ResponsePagePath: "/a\nb" }) },
      "InvalidArgument",
    ],
    ["a default root object with a slash", { DefaultRootObject: "/index.html" }, "InvalidDefaultRootObject"],
    ["an error code that has no pages", { CustomErrorResponses: list({ ErrorCode: 401 }) }, "InvalidErrorCode"],
    [
      "a response code that pages can't have",
      { CustomErrorResponses: list({ ErrorCode: 404, ResponseCode: "302", ResponsePagePath: "/a" }) },
      "InvalidResponseCode",
    ],
    [
      "an invalid country code",
      { Restrictions: { GeoRestriction: { RestrictionType: "whitelist", ...list("England") } } },
      "InvalidLocationCode",
    ],
    ["a web ACL of a region", { WebACLId: "arn:aws:wafv2:eu-west-1:1:regional/webacl/a/b" }, "InvalidWebACLId"],
    [
      "a Lambda function without a version",
      behavior({ LambdaFunctionAssociations: list(lambda("origin-request", "$LATEST")) }),
      "InvalidLambdaFunctionAssociation",
    ],
    [
      "a Lambda function of another region",
      behavior({ LambdaFunctionAssociations: list(lambda("origin-request", "3", "eu-west-1")) }),
      "InvalidLambdaFunctionAssociation",
    ],
    [
      "two Lambda functions at one event",
      behavior({ LambdaFunctionAssociations: list(lambda("origin-request"), lambda("origin-request", "4")) }),
      "InvalidLambdaFunctionAssociation",
    ],
    [
      "an unknown function",
      behavior({
        FunctionAssociations: list({
          FunctionARN: "arn:aws:cloudfront::123456789012:function/none",
          EventType: "viewer-request",
        }),
      }),
      "InvalidFunctionAssociation",
    ],
    ["a continuous deployment policy from the start", { ContinuousDeploymentPolicyId: "none" }, "InvalidArgument"],
  ])("can't have %s", async (_, changes, name) => {
    await expect(create(changes)).rejects.toMatchObject({ name });
    expect((await controlPlane.client.listDistributions({})).DistributionList?.Quantity).toBe(0);
  });
});

describe("lists of distributions", () => {
  it("contain summaries with all required members, or ids", async () => {
    const { Id } = await create();
    await create({ CallerReference: "second", ...behavior({ CachePolicyId: managedPolicies.cache.CachingDisabled }) });
    const { DistributionList: page } = await controlPlane.client.listDistributions({ MaxItems: 1 });
    expect(page).toMatchObject({ IsTruncated: true, MaxItems: 1, Quantity: 1 });
    const { DistributionList: rest } = await controlPlane.client.listDistributions({ Marker: page?.NextMarker });
    expect(rest).toMatchObject({ IsTruncated: false, Quantity: 1, Items: [{ Status: "InProgress", WebACLId: "" }] });
    const users = await controlPlane.client.listDistributionsByCachePolicyId({
      CachePolicyId: managedPolicies.cache.CachingOptimized,
    });
    expect(users.DistributionIdList?.Items).toEqual([Id]);
    const { DistributionList: open } = await controlPlane.client.listDistributionsByWebACLId({ WebACLId: "null" });
    expect(open?.Quantity).toBe(2);
  });
});

describe("aliases", () => {
  it("move to another distribution of the account", async () => {
    const from = await create(aliases("www.example.com"));
    const to = await create({ CallerReference: "second", ViewerCertificate: acm });
    const conflicts = await controlPlane.client.listConflictingAliases({
      DistributionId: to.Id,
      Alias: "*.example.com",
    });
    expect(conflicts.ConflictingAliasesList?.Items).toEqual([
      { Alias: "www.example.com", DistributionId: `*********${from.Id.slice(-5)}`, AccountId: "*******89012" },
    ]);
    await controlPlane.client.associateAlias({ TargetDistributionId: to.Id, Alias: "www.example.com" });
    const aliasesOf = async (Id: string) =>
      (await controlPlane.client.getDistributionConfig({ Id })).DistributionConfig?.Aliases?.Items ?? [];
    expect(await aliasesOf(from.Id)).toEqual([]);
    expect(await aliasesOf(to.Id)).toEqual(["www.example.com"]);
  });
});

it("answers that client certificates of viewers are not emulated", async () => {
  const ViewerMtlsConfig = { Mode: "required", TrustStoreConfig: { TrustStoreId: "ts_1" } } as const;
  await expect(create({ ViewerMtlsConfig })).rejects.toMatchObject({
    name: "NotImplemented",
    message: expect.stringContaining("ViewerMtlsConfig is not emulated"),
  });
});

describe("the certificate of a distribution", () => {
  const names = ["example.com", "*.example.com"];
  const withCertificate = (isIssued: boolean) => startControlPlane({ findCertificate: () => ({ names, isIssued }) });
  const creating = (started: TestControlPlane, ...items: string[]) => create(aliases(...items), started.client);

  it("must cover each alias, if it is one of the loopback's ACM", async () => {
    const issued = await withCertificate(true);
    await expect(creating(issued, "a.b.example.com")).rejects.toMatchObject({ name: "InvalidViewerCertificate" });
    await expect(creating(issued, "example.com", "www.example.com")).resolves.toBeDefined();
    await issued.close();
  });

  it("must be issued", async () => {
    const pending = await withCertificate(false);
    await expect(creating(pending, "example.com")).rejects.toMatchObject({ name: "InvalidViewerCertificate" });
    await pending.close();
  });
});

describe("functions of a distribution", () => {
  it("must be published, and can't be mixed with Lambda@Edge at viewer events", async () => {
    const directory = await mkdtemp(join(tmpdir(), "control-plane-"));
    const folder = join(directory, "cloudfront", "123456789012", "function");
    await mkdir(folder, { recursive: true });
    const live = { etag: "E1", code: new Uint8Array(), config: { Comment: "", Runtime: "cloudfront-js-2.0" } };
    await writeFile(join(folder, "live.json"), toJson({ id: "live", development: live, live }));
    await writeFile(join(folder, "draft.json"), toJson({ id: "draft", development: live }));
    const published = await startControlPlane({ directory });
    const associate = (name: string, others: object = {}) =>
      create(
        behavior({
          FunctionAssociations: list({
            FunctionARN: `arn:aws:cloudfront::123456789012:function/${name}`,
            EventType: "viewer-request",
          }),
          ...others,
        }),
        published.client,
      );
    const mixed = { LambdaFunctionAssociations: list(lambda("viewer-response")) };
    await expect(associate("draft")).rejects.toThrow("was never published");
    await expect(associate("live", mixed)).rejects.toMatchObject({ name: "InvalidFunctionAssociation" });
    await associate("live", { LambdaFunctionAssociations: list(lambda("origin-request")) });
    await published.close();
    await rm(directory, { recursive: true });
  });
});
