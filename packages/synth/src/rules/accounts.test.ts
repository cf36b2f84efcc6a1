import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy/index.js";
import { CloudfrontContinuousDeploymentPolicy } from "@cdktf/provider-aws/lib/cloudfront-continuous-deployment-policy/index.js";
import { CloudfrontFieldLevelEncryptionConfig } from "@cdktf/provider-aws/lib/cloudfront-field-level-encryption-config/index.js";
import { CloudfrontFieldLevelEncryptionProfile } from "@cdktf/provider-aws/lib/cloudfront-field-level-encryption-profile/index.js";
import { CloudfrontKeyGroup } from "@cdktf/provider-aws/lib/cloudfront-key-group/index.js";
import { CloudfrontKeyValueStore } from "@cdktf/provider-aws/lib/cloudfront-key-value-store/index.js";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js";
import { CloudfrontOriginAccessIdentity } from "@cdktf/provider-aws/lib/cloudfront-origin-access-identity/index.js";
import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy/index.js";
import { CloudfrontPublicKey } from "@cdktf/provider-aws/lib/cloudfront-public-key/index.js";
import { CloudfrontRealtimeLogConfig } from "@cdktf/provider-aws/lib/cloudfront-realtime-log-config/index.js";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy/index.js";
import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin/index.js";
import { managedPolicies } from "@featheredge/aws-rules";
import { describePosition, sentences } from "@featheredge/diagnostics";
import { type TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { type Build, behavior, distribution, light, many, stackOf, withDistribution } from "../testing/index.ts";
import { checkAccounts, type SourcedStack } from "./index.ts";

describe("the stacks of one synthesis", () => {
  /** A stack for each build, each in the given account, or all in the same account. */
  function stacksOf(builds: readonly Build[], accounts: readonly string[] = []): SourcedStack[] {
    const app = Testing.app({ stackTraces: false, outdir: "not-written" });
    return builds.map((build, index) => stackOf(build, `site-${index}`, accounts[index] ?? "123456789012", app));
  }

  function reportedTogether(stacks: readonly SourcedStack[]): string[] {
    return checkAccounts(stacks).map((diagnostic) => {
      expect(diagnostic.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
      return `${describePosition(diagnostic.at)}: ${sentences(diagnostic)}`;
    });
  }

  const pages = { originId: "pages", domainName: "pages.example.com" };
  const oac = { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" };
  const vpcEndpoint = {
    arn: "arn",
    httpPort: 80,
    httpsPort: 443,
    name: "a",
    originProtocolPolicy: "https-only",
    originSslProtocols: [{ items: ["TLSv1.2"], quantity: 1 }],
  };
  const noNames = {
    headersConfig: { headerBehavior: "none" },
    cookiesConfig: { cookieBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
  };

  it.each<[string, number, (stack: TerraformStack, name: string) => unknown]>([
    ["CloudFront Functions", 100, (stack, name) => light(stack, "", name)],
    ["KeyValueStores", 200, (stack, name) => new CloudfrontKeyValueStore(stack, name, { name })],
    [
      "distributions with Lambda@Edge",
      500,
      (stack, name) => {
        const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:sign:1";
        const lambdaFunctionAssociation = [{ eventType: "viewer-request", lambdaArn }];
        return distribution(stack, { defaultCacheBehavior: behavior({ lambdaFunctionAssociation }) }, name);
      },
    ],
    ["staging distributions", 20, (stack, name) => distribution(stack, { staging: true }, name)],
    [
      "cache policies",
      20,
      (stack, name) =>
        new CloudfrontCachePolicy(stack, name, { name, parametersInCacheKeyAndForwardedToOrigin: noNames }),
    ],
    [
      "origin request policies",
      20,
      (stack, name) => new CloudfrontOriginRequestPolicy(stack, name, { name, ...noNames }),
    ],
    ["response headers policies", 20, (stack, name) => new CloudfrontResponseHeadersPolicy(stack, name, { name })],
    ["origin access controls", 100, (stack, name) => new CloudfrontOriginAccessControl(stack, name, { name, ...oac })],
    ["origin access identities", 100, (stack, name) => new CloudfrontOriginAccessIdentity(stack, name, {})],
    ["key groups", 10, (stack, name) => new CloudfrontKeyGroup(stack, name, { name, items: ["K1"] })],
    ["public keys", 10, (stack, name) => new CloudfrontPublicKey(stack, name, { name, encodedKey: "key" })],
    [
      "field-level encryption configurations",
      10,
      (stack, name) =>
        new CloudfrontFieldLevelEncryptionConfig(stack, name, {
          contentTypeProfileConfig: {
            forwardWhenContentTypeIsUnknown: true,
            contentTypeProfiles: { items: [{ contentType: "a", format: "URLEncoded" }] },
          },
          queryArgProfileConfig: { forwardWhenQueryArgProfileIsUnknown: true },
        }),
    ],
    [
      "field-level encryption profiles",
      10,
      (stack, name) =>
        new CloudfrontFieldLevelEncryptionProfile(stack, name, {
          name,
          encryptionEntities: { items: [{ publicKeyId: "K1", providerId: "p", fieldPatterns: { items: ["f"] } }] },
        }),
    ],
    [
      "real-time log configurations",
      150,
      (stack, name) =>
        new CloudfrontRealtimeLogConfig(stack, name, {
          name,
          samplingRate: 1,
          fields: ["timestamp"],
          endpoint: { streamType: "Kinesis", kinesisStreamConfig: { roleArn: "r", streamArn: "s" } },
        }),
    ],
    [
      "continuous deployment policies",
      20,
      (stack, name) =>
        new CloudfrontContinuousDeploymentPolicy(stack, name, {
          enabled: true,
          stagingDistributionDnsNames: [{ quantity: 1, items: ["d1.cloudfront.net"] }],
        }),
    ],
    [
      "VPC origins",
      25,
      (stack, name) => new CloudfrontVpcOrigin(stack, name, { vpcOriginEndpointConfig: [vpcEndpoint] }),
    ],
  ])(
    "hold so many %s an account: %d",
    (what, most, make) => {
      const holding = (count: number): Build => {
        return (stack) => {
          for (const name of many(count, (index) => `n${index}`)) make(stack, name);
        };
      };
      const stacks = stacksOf([holding(most - 5), holding(5), holding(1)]);
      expect(reportedTogether(stacks.slice(0, 2))).toEqual([]);
      const all = what.split(" with ")[0] === what ? [what] : ["distributions", what];
      const subject = "environments/prod.ts: account 123456789012";
      expect(reportedTogether(stacks)).toEqual(
        all.map((one) => expect.stringContaining(`${subject}: ${most + 1} ${one}; AWS takes ${most} an account.`)),
      );
    },
    60_000,
  );

  it("may use the quota that AWS has granted the account: the largest that any of its environments states", () => {
    const holding = (count: number): Build => {
      return (stack) => {
        for (const name of many(count, (index) => `n${index}`)) light(stack, "", name);
      };
    };
    const [first, second] = stacksOf([holding(100), holding(50)]);
    if (first === undefined || second === undefined) throw new Error("no stacks");
    const granted = (count: number) => ({ "CloudFront Functions": count });
    expect(reportedTogether([first, { ...second, granted: granted(150) }])).toEqual([]);
    expect(
      reportedTogether([
        { ...first, granted: granted(120) },
        { ...second, granted: granted(149) },
      ]),
    ).toEqual([expect.stringMatching(/150 CloudFront Functions; AWS takes 149 an account\. .* grantedQuotas\.$/)]);
    expect(reportedTogether([first, { ...second, granted: { distributions: 1_000 } }])).toHaveLength(1);
  });

  it("could share what one stack shares, as the fix says", () => {
    const holding: Build = (stack) => {
      for (const name of many(11, (index) => `n${index}`)) {
        new CloudfrontResponseHeadersPolicy(stack, name, { name });
      }
    };
    expect(reportedTogether(stacksOf([holding, holding]))).toEqual([
      expect.stringContaining(
        "22 response headers policies; AWS takes 20 an account. Put distributions with equal ones into one stack, by their key 'stack': a stack shares them.",
      ),
    ]);
  });

  it("are counted separately for each account", () => {
    const holding = (count: number): Build => {
      return (stack) => {
        for (const name of many(count, (index) => `n${index}`)) light(stack, "", name);
      };
    };
    expect(reportedTogether(stacksOf([holding(100), holding(1)], ["123456789012", "210987654321"]))).toEqual([]);
  });

  const id = "00000000-1111-2222-3333-444444444444";
  const allowedMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
  const encrypting = behavior({ fieldLevelEncryptionId: "C1", allowedMethods });
  it.each([
    [
      "CloudFront Function",
      100,
      behavior({ functionAssociation: [{ eventType: "viewer-request", functionArn: "f" }] }),
      {},
    ],
    ["cache policy", 100, behavior({ cachePolicyId: id }), {}],
    ["origin request policy", 100, behavior({ originRequestPolicyId: id }), {}],
    ["response headers policy", 100, behavior({ responseHeadersPolicyId: id }), {}],
    ["key group", 100, behavior({ trustedKeyGroups: [id] }), {}],
    ["origin access control", 100, behavior(), { origin: [{ ...pages, originAccessControlId: "E1" }] }],
    ["VPC origin", 50, behavior(), { origin: [{ ...pages, vpcOriginConfig: { vpcOriginId: "vo_1" } }] }],
    ["field-level encryption configuration", 20, encrypting, {}],
    ["web ACL", 100, behavior(), { webAclId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1" }],
  ])(
    "let so many distributions share a %s: %d",
    (kind, most, defaultCacheBehavior, changes) => {
      const build = (count: number): Build => {
        return (stack) => {
          for (const name of many(count, (index) => `d${index}`)) {
            distribution(stack, { defaultCacheBehavior, ...changes }, name);
          }
        };
      };
      expect(reportedTogether(stacksOf([build(most - 10), build(10)]))).toEqual([]);
      expect(reportedTogether(stacksOf([build(most - 10), build(11)]))).toEqual([
        expect.stringMatching(new RegExp(`${most + 1} distributions use \\S+; AWS takes ${most} a ${kind}\\.`)),
      ]);
    },
    60_000,
  );

  it("may use a managed policy in any number of distributions", () => {
    const defaultCacheBehavior = behavior({ cachePolicyId: managedPolicies.cache.CachingOptimized });
    const build: Build = (stack) => {
      for (const name of many(101, (index) => `d${index}`)) distribution(stack, { defaultCacheBehavior }, name);
    };
    expect(reportedTogether(stacksOf([build]))).toEqual([]);
  });

  it("distinguish resources of the same address in different stacks", () => {
    const build = (count: number): Build => {
      return (stack) => {
        const functionArn = light(stack).arn;
        const functionAssociation = [{ eventType: "viewer-request", functionArn }];
        for (const name of many(count, (index) => `d${index}`)) {
          distribution(stack, { defaultCacheBehavior: behavior({ functionAssociation }) }, name);
        }
      };
    };
    expect(reportedTogether(stacksOf([build(60), build(60)]))).toEqual([]);
    expect(reportedTogether(stacksOf([build(101)]))).toEqual([
      expect.stringContaining("101 distributions use site-0: aws_cloudfront_function.router; AWS takes 100"),
    ]);
  });

  it("may have an alias on one distribution only, in any account and in upper or lower case", () => {
    const aliased = (...aliases: string[]) => withDistribution({ aliases });
    const accounts = ["123456789012", "210987654321"];
    expect(reportedTogether(stacksOf([aliased("*.example.com"), aliased("www.example.com")], accounts))).toEqual([]);
    expect(reportedTogether(stacksOf([aliased("www.example.com"), aliased("WWW.example.com")], accounts))).toEqual([
      "environments/prod.ts: site-1: aws_cloudfront_distribution.site.aliases: The alias 'WWW.example.com' is taken by environments/prod.ts: site-0: aws_cloudfront_distribution.site; CloudFront takes each in one distribution, whatever the account. Remove one.",
    ]);
  });
});
