import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl/index.js";
import { LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  type Build,
  behavior,
  customOrigin,
  distribution,
  light,
  many,
  stackOf,
  withDistribution,
  withOrigin,
} from "../testing/index.ts";
import { checkStack } from "./index.ts";

const files = new Set(["content/pages/index.html", "content/pages/404.html"]);
const read = (file: string) => (files.has(file) ? Buffer.from("page") : undefined);

/** The severity and rule of each diagnostic of a stack. */
function rulesOf(build: Build, account?: string): string[] {
  return checkStack(stackOf(build, "site-prod", account), read).map(({ severity, rule }) => `${severity} ${rule}`);
}

const custom = (domainName: string, policy = "https-only") =>
  withOrigin({ domainName, customOriginConfig: { ...customOrigin, originProtocolPolicy: policy } });

const webAcl =
  (scope: string): Build =>
  (stack) => {
    const visibilityConfig = { cloudwatchMetricsEnabled: true, metricName: "m", sampledRequestsEnabled: true };
    const { arn } = new Wafv2WebAcl(stack, "acl", {
      name: "acl",
      scope,
      defaultAction: { allow: {} },
      visibilityConfig,
    });
    distribution(stack, { webAclId: arn });
  };

/** A distribution of a bucket to which the stack uploads a folder with index.html and 404.html. */
const pages =
  (settings: object, uploads: "folder" | "object" | "none" = "folder"): Build =>
  (stack) => {
    const bucket = new S3Bucket(stack, "bucket", { bucket: "pages" });
    if (uploads === "object") new S3Object(stack, "object", { bucket: bucket.id, key: "index.html", content: "" });
    if (uploads === "folder") {
      const source = "${path.module}/content/pages/${each.value}";
      const content = new S3Object(stack, "content", { bucket: bucket.id, key: "${each.value}", source });
      content.addOverride("for_each", '${fileset("${path.module}/content/pages", "**")}');
    }
    const origin = [{ originId: "pages", domainName: bucket.bucketRegionalDomainName }];
    distribution(stack, { origin, ...settings });
  };

const errorPage = (path: string) => ({
  customErrorResponse: [{ errorCode: 404, responseCode: 404, responsePagePath: path }],
});

/** A default root object that the content lacks, and a function that may change the request. */
const rewritten: Build = (stack) => {
  const functionAssociation = [{ eventType: "viewer-request", functionArn: light(stack).arn }];
  const defaultCacheBehavior = behavior({ functionAssociation });
  pages({ defaultRootObject: "home.html", defaultCacheBehavior })(stack);
};

const topic =
  (tags: Record<string, string>): Build =>
  (stack) =>
    void new SnsTopic(stack, "topic", { name: "topic", tags });

const tagged =
  (count: number, defaults: number): Build =>
  (stack) => {
    const tags = (prefix: string, most: number) =>
      Object.fromEntries(many(most, (index) => [`${prefix}${index}`, "x"]));
    const provider = new AwsProvider(stack, "tagging", {
      region: "eu-west-1",
      alias: "tagging",
      defaultTags: [{ tags: tags("default", defaults) }],
    });
    new SnsTopic(stack, "topic", { name: "topic", tags: tags("own", count), provider });
  };

const provider =
  (region: string): Build =>
  (stack) =>
    void new AwsProvider(stack, "other", { region, alias: "other" });

const certificate = (acmCertificateArn: string) =>
  withDistribution({ viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only" } });

const arn = "arn:aws:acm:us-east-1:123456789012:certificate/c3d7f2a4";

/** Each mistake with the rule that reports it, and a neighbor that is right. */
const mistakes: readonly (readonly [string, string, Build, Build])[] = [
  ["a regional web ACL", "error FE-DST-100", webAcl("REGIONAL"), webAcl("CLOUDFRONT")],
  [
    "the ARN of a regional web ACL",
    "error FE-DST-100",
    withDistribution({ webAclId: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/b" }),
    withDistribution({ webAclId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b" }),
  ],
  [
    "a bucket as a custom origin",
    "error FE-DST-101",
    custom("docs.s3.eu-west-1.amazonaws.com"),
    withOrigin({ domainName: "docs.s3.eu-west-1.amazonaws.com" }),
  ],
  [
    "a bucket of the stack as a custom origin",
    "error FE-DST-101",
    (stack) => {
      const domainName = new S3Bucket(stack, "b", { bucket: "b" }).bucketRegionalDomainName;
      distribution(stack, { origin: [{ originId: "pages", domainName, customOriginConfig: customOrigin }] });
    },
    custom("s3.example.com"),
  ],
  [
    "HTTPS to a website endpoint",
    "error FE-DST-102",
    custom("docs.s3-website-eu-west-1.amazonaws.com"),
    custom("docs.s3-website.eu-central-1.amazonaws.com", "http-only"),
  ],
  [
    "a distribution's own alias as an origin",
    "error FE-DST-103",
    withDistribution({ aliases: ["Pages.example.com"] }),
    withDistribution({ aliases: ["*.example.com"] }),
  ],
  [
    "a root object that the content lacks",
    "error FE-DST-104",
    pages({ defaultRootObject: "home.html" }),
    pages({ defaultRootObject: "index.html" }),
  ],
  [
    "a root object that the content lacks, after a function",
    "warning FE-DST-104",
    rewritten,
    pages({ defaultRootObject: "home.html" }, "none"),
  ],
  [
    "an error page that the content lacks",
    "error FE-DST-105",
    pages(errorPage("/40.html")),
    pages(errorPage("/404.html")),
  ],
  [
    "an error page that is not the only object",
    "error FE-DST-105",
    pages(errorPage("/404.html"), "object"),
    pages(errorPage("/index.html"), "object"),
  ],
  ["a tag with AWS's prefix", "error FE-STK-020", topic({ "AWS:team": "web" }), topic({ "team:aws": "web" })],
  ["51 tags, the provider's included", "error FE-STK-021", tagged(41, 10), tagged(40, 10)],
  ["a region that is malformed", "error FE-STK-023", provider("eu-wst-1"), provider("eu-west-1")],
  ["a region that AWS does not have", "warning FE-STK-023", provider("eu-west-9"), provider("ap-southeast-7")],
  [
    "a state in a region that is malformed",
    "error FE-STK-023",
    (stack) => void new S3Backend(stack, { bucket: "b", key: "k", region: "euwest-1" }),
    (stack) => void new S3Backend(stack, { bucket: "b", key: "k", region: "eu-west-1" }),
  ],
  ["an ARN without an account", "error FE-STK-024", certificate(arn.replace("123456789012:", "")), certificate(arn)],
  ["an ARN of another form", "error FE-STK-024", certificate("c3d7f2a4"), certificate("${var.certificate}")],
];

describe("a mistake that Terraform and AWS accept in silence, or reject late", () => {
  it.each(mistakes)("is reported: %s (%s)", (_, rule, wrong) => {
    expect(rulesOf(wrong)).toEqual([rule]);
  });

  it.each(mistakes)("is not reported for a neighbor that is right: %s", (_, __, ___, right) => {
    expect(rulesOf(right)).toEqual([]);
  });

  it("is a local state for an account that is not the loopback's", () => {
    const local = (stack: TerraformStack) => void new LocalBackend(stack, { path: "terraform.tfstate" });
    expect(rulesOf(local, "123456789012")).toEqual(["warning FE-STK-022"]);
    expect(rulesOf(local, "000000000000")).toEqual([]);
  });

  it("is not looked for in objects whose names another expression makes", () => {
    expect(
      rulesOf((stack) => {
        pages({ defaultRootObject: "home.html" })(stack);
        const bucket = "${aws_s3_bucket.bucket.id}";
        new S3Object(stack, "computed", { bucket, key: '${join("", ["home", ".html"])}', content: "" });
      }),
    ).toEqual([]);
  });
});
