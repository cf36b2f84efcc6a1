import { describe, expect, it } from "vitest";
import {
  type Build,
  behavior,
  customOrigin,
  distribution,
  lambda,
  light,
  many,
  reported,
  withDistribution,
  withLambda,
  withOrigin,
} from "../testing/index.ts";

describe("a stack that AWS accepts", () => {
  it("has no diagnostics", () => {
    expect(
      reported((stack) => {
        withLambda({}, "origin-request")(stack);
        light(stack);
      }),
    ).toEqual([]);
  });

  it("may have Lambda functions of any configuration that no distribution uses", () => {
    expect(reported((stack) => void lambda(stack, { memorySize: 3008, timeout: 900, layers: ["arn"] }))).toEqual([]);
  });

  it("may have values that are only known when it is applied", () => {
    expect(reported(withDistribution({ aliases: ["${var.alias}"] }))).toEqual([]);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
describe("the order of behaviors", () => {
  const ordered = (paths: readonly string[], keyGroup?: string) =>
    withDistribution({
      orderedCacheBehavior: paths.map((pathPattern) => ({
        ...behavior(pathPattern === "/members/*" && keyGroup ? { trustedKeyGroups: [keyGroup] } : {}),
        pathPattern,
      })),
    });

  it("is an error if a behavior gets no requests", () => {
    expect(reported(ordered(["/m*", "/members/*"], "members"))).toEqual([
      "environments/prod.ts: site-prod: aws_cloudfront_distribution.site.ordered_cache_behavior[1].path_pattern: The path pattern '/members/*' gets no requests: each path that it matches goes to '/m*' (ordered_cache_behavior[0]), since CloudFront uses the first behavior that matches; the key group 'members' never takes effect. List it before that behavior, or remove it.",
    ]);
  });

  it("is a warning if an earlier behavior takes requests and does not check the later one's key group", () => {
    expect(reported(ordered(["*.jpg", "/members/*"], "${aws_cloudfront_key_group.members.id}"))).toEqual([
      expect.stringContaining(
        "/members/.jpg goes to '*.jpg' (ordered_cache_behavior[0]), without the key group 'aws_cloudfront_key_group.members'.",
      ),
    ]);
  });

  it("is a warning if a percent-encoded path avoids a check and S3 is the origin", () => {
    const shared = (origin: object) =>
      withDistribution({
        origin: [{ originId: "pages", domainName: "pages.s3.eu-west-1.amazonaws.com", ...origin }],
        orderedCacheBehavior: [{ ...behavior({ trustedKeyGroups: ["members"] }), pathPattern: "/members/*" }],
      });
    expect(reported(shared({}))).toEqual([
      expect.stringContaining(
        "ordered_cache_behavior[0].path_pattern: The path pattern '/members/*' does not get requests for its objects whose path is percent-encoded: /members%2F goes to the default behavior (default_cache_behavior), without the key group 'members',",
      ),
    ]);
    const server = {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    };
    expect(reported(shared({ domainName: "pages.example.com", customOriginConfig: server }))).toEqual([]);
  });

  it("is not checked if a path pattern is not known, or the behaviors are alike", () => {
    expect(reported(ordered(["${var.path}", "/members/*", "*.jpg"]))).toEqual([]);
  });
});

describe("a distribution that CloudFront rejects", () => {
  it.each<[string, Build, string]>([
    [
      "behaviors",
      withDistribution({ orderedCacheBehavior: many(76, (index) => ({ ...behavior(), pathPattern: `/${index}` })) }),
      "aws_cloudfront_distribution.site.ordered_cache_behavior: 76 behaviors; AWS takes 75 a distribution.",
    ],
    [
      "origins",
      withDistribution({ origin: many(101, (index) => ({ originId: `o${index}`, domainName: "a.example.com" })) }),
      "aws_cloudfront_distribution.site.origin: 101 origins; AWS takes 100 a distribution.",
    ],
    [
      "origin groups",
      withDistribution({
        originGroup: many(11, (index) => ({
          originId: `g${index}`,
          failoverCriteria: { statusCodes: [500] },
          member: [{ originId: "a" }, { originId: "b" }],
        })),
      }),
      "aws_cloudfront_distribution.site.origin_group: 11 origin groups; AWS takes 10 a distribution.",
    ],
    [
      "aliases",
      withDistribution({ aliases: many(101, (index) => `a${index}.example.com`) }),
      "aws_cloudfront_distribution.site.aliases: 101 aliases; AWS takes 100 a distribution.",
    ],
    [
      "failover statuses",
      withDistribution({
        originGroup: [
          {
            originId: "g",
            failoverCriteria: { statusCodes: [500, 501] },
            member: [{ originId: "a" }, { originId: "b" }],
          },
        ],
      }),
      "origin_group[0].failover_criteria: Failover on 501; CloudFront takes 400, 403, 404",
    ],
    [
      "key groups",
      withDistribution({ defaultCacheBehavior: behavior({ trustedKeyGroups: many(5, String) }) }),
      "default_cache_behavior.trusted_key_groups: 5 trusted key groups; AWS takes 4 a behavior.",
    ],
    [
      "connection attempts",
      withOrigin({ connectionAttempts: 4 }),
      "origin[0].connection_attempts: 4 connection attempts; CloudFront takes a whole number from 1 to 3.",
    ],
    [
      "seconds to connect",
      withOrigin({ connectionTimeout: 11 }),
      "origin[0].connection_timeout: 11 seconds to connect; CloudFront takes a whole number from 1 to 10.",
    ],
    [
      "seconds to answer",
      withOrigin({ customOriginConfig: { ...customOrigin, originReadTimeout: 0 } }),
      "custom_origin_config.origin_read_timeout: 0 seconds to answer; CloudFront takes a whole number from 1 to 120.",
    ],
    [
      "a header's value to the origin",
      withOrigin({ customHeader: [{ name: "x-key", value: "k".repeat(1_784) }] }),
      "origin[0].custom_header: The value of 'x-key' has 1784 characters; CloudFront takes 1783.",
    ],
    [
      "a header that CloudFront can't add for the origin",
      withOrigin({ customHeader: [{ name: "Cache-Control", value: "no-store" }] }),
      "origin[0].custom_header: CloudFront can't add the header 'Cache-Control' to the requests to an origin.",
    ],
    [
      "a header's name to the origin with a space",
      withOrigin({ customHeader: [{ name: "x key", value: "k" }] }),
      'origin[0].custom_header: "x key" is not a valid header name.',
    ],
    [
      "headers to the origin",
      withOrigin({ customHeader: many(31, (index) => ({ name: `x-${index}`, value: "1" })) }),
      "origin[0].custom_header: 31 custom headers; AWS takes 30 an origin.",
    ],
    [
      "path pattern",
      withDistribution({ orderedCacheBehavior: [{ ...behavior(), pathPattern: "/[a]" }] }),
      "ordered_cache_behavior[0].path_pattern: The path pattern '/[a]' has \"[\"",
    ],
    [
      "path pattern twice",
      withDistribution({ orderedCacheBehavior: ["/a", "a"].map((pathPattern) => ({ ...behavior(), pathPattern })) }),
      "ordered_cache_behavior[1].path_pattern: The path pattern 'a' is taken by ordered_cache_behavior[0]",
    ],
  ])("is reported for its %s", (_, build, expected) => {
    const diagnostics = reported(build);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toContain(expected);
    expect(diagnostics[0]).toMatch(/^environments\/prod\.ts: site-prod: aws_cloudfront_distribution\.site\./);
  });

  it("is reported for two functions on one event", () => {
    const [message] = reported((stack) => {
      const functionAssociation = ["one", "two"].map((name) => ({
        eventType: "viewer-request",
        functionArn: light(stack, "", name).arn,
      }));
      distribution(stack, { defaultCacheBehavior: behavior({ functionAssociation }) });
    });
    expect(message).toContain(
      "default_cache_behavior has 2 functions on viewer-request (aws_cloudfront_function.one, aws_cloudfront_function.two)",
    );
  });

  it("is reported for both runtimes on viewer events", () => {
    const [message] = reported((stack) => {
      distribution(stack, {
        defaultCacheBehavior: behavior({
          functionAssociation: [{ eventType: "viewer-request", functionArn: light(stack).arn }],
          lambdaFunctionAssociation: [{ eventType: "viewer-response", lambdaArn: lambda(stack).qualifiedArn }],
        }),
      });
    });
    expect(message).toContain("default_cache_behavior mixes runtimes on its viewer events");
  });

  it("is reported for a CloudFront Function at an origin event", () => {
    const [message] = reported((stack) => {
      const functionAssociation = [{ eventType: "origin-request", functionArn: light(stack).arn }];
      distribution(stack, { defaultCacheBehavior: behavior({ functionAssociation }) });
    });
    expect(message).toContain("CloudFront Functions run on viewer events only");
  });

  it("is reported for over 100 Lambda@Edge functions", () => {
    const arn = (index: number) => `arn:aws:lambda:us-east-1:123456789012:function:f${index}:1`;
    const [message] = reported(
      withDistribution({
        orderedCacheBehavior: many(34, (index) => ({
          ...behavior(),
          pathPattern: `/${index}`,
          lambdaFunctionAssociation: ["viewer-request", "origin-request", "origin-response"].map(
            (eventType, event) => ({ eventType, lambdaArn: arn(index * 3 + event) }),
          ),
        })),
      }),
    );
    expect(message).toContain("The distribution has 102 Lambda@Edge functions; AWS takes 100.");
  });
});

const everyMethod = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

describe("a behavior that takes gRPC requests", () => {
  const grpc = (changes: object, httpVersion = "http2and3") =>
    withDistribution({ httpVersion, defaultCacheBehavior: behavior({ grpcConfig: { enabled: true }, ...changes }) });

  it("must allow POST and HTTP/2", () => {
    expect(reported(grpc({ allowedMethods: everyMethod }))).toEqual([]);
    expect(reported(grpc({}))).toEqual([
      expect.stringContaining("default_cache_behavior.grpc_config: The behavior takes gRPC requests, which are POST"),
    ]);
    expect(reported(grpc({ allowedMethods: everyMethod }, "http1.1"))).toEqual([
      expect.stringContaining("need HTTP/2, but the distribution's httpVersion is 'http1.1'."),
    ]);
  });
});

describe("a behavior with field-level encryption", () => {
  const encrypting = (changes: object) =>
    withDistribution({ defaultCacheBehavior: behavior({ fieldLevelEncryptionId: "C1", ...changes }) });

  it("must allow POST, and HTTPS only", () => {
    expect(reported(encrypting({ allowedMethods: everyMethod }))).toEqual([]);
    expect(reported(encrypting({}))[0]).toContain("field_level_encryption_id: The behavior encrypts fields of forms");
    expect(reported(encrypting({ allowedMethods: everyMethod, viewerProtocolPolicy: "allow-all" }))[0]).toContain(
      "viewers can send these by HTTP, unencrypted. Set viewerProtocolPolicy to 'https-only'",
    );
  });
});

describe("a VPC origin", () => {
  const vpc = { originId: "inside", domainName: "inside.example.com", vpcOriginConfig: { vpcOriginId: "vo_1" } };

  it.each(["origin-request", "origin-response"])("rejects Lambda@Edge at %s", (eventType) => {
    const [message] = reported((stack) => {
      const lambdaFunctionAssociation = [{ eventType, lambdaArn: lambda(stack).qualifiedArn }];
      distribution(stack, {
        origin: [vpc],
        defaultCacheBehavior: behavior({ targetOriginId: "inside", lambdaFunctionAssociation }),
      });
    });
    expect(message).toContain(`at ${eventType}, which the VPC origin 'inside' does not have`);
  });

  it("rejects Lambda@Edge as the member of an origin group, too", () => {
    const [message] = reported((stack) => {
      const lambdaFunctionAssociation = [{ eventType: "origin-request", lambdaArn: lambda(stack).qualifiedArn }];
      distribution(stack, {
        origin: [vpc, { originId: "pages", domainName: "pages.example.com" }],
        originGroup: [
          {
            originId: "both",
            failoverCriteria: { statusCodes: [500] },
            member: [{ originId: "pages" }, { originId: "inside" }],
          },
        ],
        defaultCacheBehavior: behavior({ targetOriginId: "both", lambdaFunctionAssociation }),
      });
    });
    expect(message).toContain("the VPC origin 'inside'");
  });

  it("rejects a function whose code changes the origin", () => {
    const code = "import cf from 'cloudfront'; function handler(e) { cf.updateRequestOrigin({}); return e.request; }";
    const reportedFor = (text: string) =>
      reported(
        (stack) => {
          const functionArn = light(stack, '${file("${path.module}/functions/router.js")}').arn;
          const functionAssociation = [{ eventType: "viewer-request", functionArn }];
          distribution(stack, {
            origin: [vpc],
            defaultCacheBehavior: behavior({ targetOriginId: "inside", functionAssociation }),
          });
        },
        { "functions/router.js": text },
      );
    expect(reportedFor(code)[0]).toContain(
      "aws_cloudfront_function.router calls updateRequestOrigin, which can't change the VPC origin 'inside'",
    );
    expect(reportedFor("function handler(e) { return e.request; }")).toEqual([]);
  });

  it("rejects gRPC", () => {
    const [message] = reported(
      withDistribution({
        origin: [vpc],
        defaultCacheBehavior: behavior({
          targetOriginId: "inside",
          allowedMethods: everyMethod,
          grpcConfig: { enabled: true },
        }),
      }),
    );
    expect(message).toContain("default_cache_behavior: gRPC is on, which the VPC origin 'inside' does not have");
  });

  it("has the same longest timeout as other origins", () => {
    const [message] = reported(withOrigin({ vpcOriginConfig: { vpcOriginId: "vo_1", originReadTimeout: 121 } }));
    expect(message).toContain("vpc_origin_config.origin_read_timeout: 121 seconds to answer");
  });
});
