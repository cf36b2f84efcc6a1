import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { type Synthesized, synthesized } from "../testing/stack.ts";
import { createOrigin, type ResolvedOriginOptions } from "./create.ts";
import { originOptions } from "./options.ts";
import type { Origin, OriginContext } from "./origin.ts";

const context: OriginContext = {
  resourceName: (part, most) => `prod-site-${part}`.slice(0, most),
  account: "123456789012",
  region: "eu-west-1",
  preventDestroy: false,
  contentFolder: (origin) => `content/${origin}`,
};
const distribution = "arn:aws:cloudfront::123456789012:distribution/E1";

interface Created extends Synthesized {
  readonly origin: Origin;
}

/** An origin, as an environment describes it, that a distribution may read. */
function created(options: object): Created {
  const checked = originOptions.parse(options) as ResolvedOriginOptions;
  let origin: Origin | undefined;
  const synthesis = synthesized((stack) => {
    origin = createOrigin(stack, "origin:app", "app", checked, context);
    origin.allowDistribution?.(distribution);
  });
  if (origin === undefined) throw new Error("No origin was created.");
  return { ...synthesis, origin };
}

describe("a server of one's own", () => {
  const custom = { type: "custom", domainName: "app.example.com" };

  it("is reached by HTTPS with TLS 1.2 by default", () => {
    expect(created(custom).origin.block).toEqual({
      domainName: "app.example.com",
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
        originReadTimeout: 30,
      },
    });
  });

  it("has every setting of CloudFront's", () => {
    const { block, newerArguments } = created({
      ...custom,
      originPath: "/v1",
      httpPort: 8080,
      httpsPort: 8443,
      originProtocolPolicy: "match-viewer",
      originSslProtocols: ["TLSv1.1", "TLSv1.2"],
      originReadTimeout: 60,
      originKeepaliveTimeout: 10,
      ipAddressType: "dualstack",
      connectionAttempts: 2,
      connectionTimeout: 5,
      responseCompletionTimeout: 90,
      customHeaders: { "X-Site": "docs" },
      originShield: { originShieldRegion: "eu-west-1" },
      originMtlsConfig: { clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
    }).origin;
    expect(block).toEqual({
      domainName: "app.example.com",
      originPath: "/v1",
      connectionAttempts: 2,
      connectionTimeout: 5,
      responseCompletionTimeout: 90,
      customHeader: [{ name: "X-Site", value: "docs" }],
      originShield: { enabled: true, originShieldRegion: "eu-west-1" },
      customOriginConfig: {
        httpPort: 8080,
        httpsPort: 8443,
        originProtocolPolicy: "match-viewer",
        originSslProtocols: ["TLSv1.1", "TLSv1.2"],
        originReadTimeout: 60,
        originKeepaliveTimeout: 10,
        ipAddressType: "dualstack",
      },
    });
    expect(newerArguments).toEqual([
      {
        path: ["custom_origin_config", "origin_mtls_config"],
        value: { client_certificate_arn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
        isBlock: true,
      },
    ]);
  });

  it("gets secret headers from data sources, so that the configuration has their names only", () => {
    const { data, text, origin } = created({
      ...custom,
      customHeaders: {
        "X-Token": { from: "secretsmanager", secretId: "site/origin", jsonKey: "token" },
        "X-Key": { from: "ssm", name: "/site/key" },
      },
    });
    expect(data("aws_secretsmanager_secret_version", "x-token")).toMatchObject({ secret_id: "site/origin" });
    expect(data("aws_ssm_parameter", "x-key")).toMatchObject({ name: "/site/key" });
    expect(origin.block.customHeader).toHaveLength(2);
    expect(text).not.toContain('secret_string":');
  });

  it.each([
    [{ httpPort: 81 }, "a port is 80, 443 or 1024 to 65535"],
    [{ originPath: "v1/" }, "begins with '/'"],
    [{ connectionAttempts: 4 }, "<=3"],
    [{ originMtlsConfig: { clientCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1" } }, "us-east-1"],
  ])("can't have %j", (changes, reason) => {
    expect(() => originOptions.parse({ ...custom, ...changes })).toThrow(reason);
  });
});

describe("a bucket that the stack creates, with a key of KMS", () => {
  const origin = created({ type: "static", content: "site", sseAlgorithm: "aws:kms" });

  it("has a key that is rotated, and whose policy is a separate resource", () => {
    const key = origin.one("aws_kms_key");
    expect(key).toMatchObject({ enable_key_rotation: true });
    expect(key.policy).toBeUndefined();
    const { statement } = origin.data("aws_iam_policy_document", "users");
    expect(statement[0].principals).toEqual([{ type: "AWS", identifiers: ["arn:aws:iam::123456789012:root"] }]);
    expect(statement[1]).toMatchObject({ actions: ["kms:Decrypt"], condition: [{ values: [distribution] }] });
    expect(origin.one("aws_kms_key_policy").key_id).toMatch(/^\$\{aws_kms_key\..*\.key_id\}$/);
  });

  it("encrypts each object with it, the first ones included", () => {
    const [rule] = origin.one("aws_s3_bucket_server_side_encryption_configuration").rule;
    expect(rule).toMatchObject({ bucket_key_enabled: true });
    expect(rule.apply_server_side_encryption_by_default).toMatchObject({ sse_algorithm: "aws:kms" });
    expect(origin.one("aws_s3_object").depends_on).toContainEqual(
      expect.stringMatching(/^aws_s3_bucket_server_side_encryption_configuration\./),
    );
  });

  it("prints the statement for a key that another team owns", () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/1";
    const existing = created({ type: "static", kmsMasterKeyId: key });
    expect(existing.all("aws_kms_key")).toEqual([]);
    const statement = JSON.parse(existing.origin.requiredStatements?.(distribution)[key] ?? "");
    expect(statement).toMatchObject({
      Action: ["kms:Decrypt"],
      Condition: { StringEquals: { "AWS:SourceArn": distribution } },
    });
  });
});

describe("a bucket that exists", () => {
  const bucket = "arn:aws:s3:::docs-example";

  it("is read at its regional host, with the statement printed for its owner", () => {
    const { origin, all } = created({ type: "s3", bucket, region: "eu-central-1" });
    expect(origin.block.domainName).toBe("docs-example.s3.eu-central-1.amazonaws.com");
    expect(all("aws_s3_bucket_policy")).toEqual([]);
    const statement = JSON.parse(origin.requiredStatements?.(distribution)[bucket] ?? "");
    expect(statement).toEqual({
      Sid: "CloudFrontReads",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: ["s3:GetObject"],
      Resource: ["arn:aws:s3:::docs-example/*"],
      Condition: { StringEquals: { "AWS:SourceArn": distribution } },
    });
  });

  it("has its whole policy from the stack if the stack manages it", () => {
    const { one, data, origin } = created({ type: "s3", bucket: "docs-example", bucketPolicy: "manage" });
    expect(one("aws_s3_bucket_policy").bucket).toBe("docs-example");
    expect(data("aws_iam_policy_document", "readers").statement).toHaveLength(2);
    expect(origin.requiredStatements?.(distribution)).toEqual({});
  });

  it.each([
    ["eu-west-1", "docs.s3-website-eu-west-1.amazonaws.com"],
    ["eu-central-1", "docs.s3-website.eu-central-1.amazonaws.com"],
  ])("serves a website in %s at %s, by HTTP", (region, host) => {
    const { block } = created({ type: "website", bucket: "docs", region }).origin;
    expect(block).toMatchObject({ domainName: host, customOriginConfig: { originProtocolPolicy: "http-only" } });
    expect(block.originAccessControlId).toBeUndefined();
  });
});

describe("a Multi-Region Access Point", () => {
  it("is created for buckets, with its policy, and is signed for by sigv4a", () => {
    const { one, data, origin } = created({ type: "multi-region-access-point", buckets: ["near", "far"] });
    expect(one("aws_s3control_multi_region_access_point").details).toMatchObject({
      name: "prod-site-app",
      region: [{ bucket: "near" }, { bucket: "far" }],
    });
    expect(one("aws_cloudfront_origin_access_control")).toMatchObject({
      signing_protocol: "sigv4a",
      origin_access_control_origin_type: "s3",
    });
    expect(data("aws_iam_policy_document", "readers").statement[0].resources).toEqual([
      expect.stringMatching(/^arn:aws:s3::123456789012:accesspoint\/\$\{.*\.alias\}\/object\/\*$/),
    ]);
    expect(Object.keys(origin.requiredStatements?.(distribution) ?? {})).toEqual([
      "arn:aws:s3:::near",
      "arn:aws:s3:::far",
    ]);
  });

  it("that exists is read by its alias, and with an access control that exists", () => {
    const { all, origin } = created({
      type: "multi-region-access-point",
      alias: "a1b2.mrap",
      originAccessControlId: "E1ABCDEFGHIJKL",
    });
    expect(origin.block).toEqual({
      domainName: "a1b2.mrap.accesspoint.s3-global.amazonaws.com",
      originAccessControlId: "E1ABCDEFGHIJKL",
    });
    expect(all("aws_cloudfront_origin_access_control")).toEqual([]);
    expect(Object.keys(origin.requiredStatements?.(distribution) ?? {})).toEqual([
      "arn:aws:s3::123456789012:accesspoint/a1b2.mrap",
    ]);
  });

  it("needs either an alias or buckets", () => {
    const type = "multi-region-access-point";
    for (const options of [{ type }, { type, alias: "a.mrap", buckets: ["near"] }]) {
      expect(() => originOptions.parse(options)).toThrow("needs either 'alias'");
    }
  });
});

describe("the URL of a Lambda function that exists", () => {
  it("is looked up, signed for and allowed by both permissions", () => {
    const functionName = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    const { data, all, one, origin } = created({ type: "function-url", functionName, qualifier: "live" });
    expect(data("aws_lambda_function_url", "url")).toMatchObject({ function_name: functionName, qualifier: "live" });
    expect(one("aws_cloudfront_origin_access_control")).toMatchObject({ origin_access_control_origin_type: "lambda" });
    expect(all("aws_lambda_permission").map(({ action, qualifier }) => [action, qualifier])).toEqual([
      ["lambda:InvokeFunctionUrl", "live"],
      ["lambda:InvokeFunction", "live"],
    ]);
    expect(origin.block.customOriginConfig).toMatchObject({ originProtocolPolicy: "https-only" });
  });
});

describe("a load balancer", () => {
  const arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/site/0123456789abcdef";

  it("has its host looked up by its ARN, or given", () => {
    const byArn = created({ type: "load-balancer", loadBalancerArn: arn });
    expect(byArn.data("aws_lb", "load-balancer")).toMatchObject({ arn });
    expect(created({ type: "load-balancer", domainName: "lb.example.com" }).origin.block.domainName).toBe(
      "lb.example.com",
    );
    expect(() => originOptions.parse({ type: "load-balancer" })).toThrow("needs either 'loadBalancerArn'");
  });

  it("in a private subnet gets a VPC origin", () => {
    const { one, origin, data } = created({ type: "vpc", arn, httpPort: 8080, originProtocolPolicy: "http-only" });
    const [config] = one("aws_cloudfront_vpc_origin").vpc_origin_endpoint_config;
    expect(config).toMatchObject({ arn, http_port: 8080, origin_protocol_policy: "http-only" });
    expect(config.name).toMatch(/^stack-vpc-[0-9a-f]{8}$/);
    expect(data("aws_lb", "load-balancer")).toMatchObject({ arn });
    expect(origin.block.vpcOriginConfig).toMatchObject({ originReadTimeout: 30 });
    expect(origin.block.customOriginConfig).toBeUndefined();
  });

  it("may have a VPC origin that exists, in another account", () => {
    const { origin, all } = created({
      type: "vpc",
      vpcOriginId: "vo_abc123",
      ownerAccountId: "999999999999",
      domainName: "internal.example.com",
    });
    expect(all("aws_cloudfront_vpc_origin")).toEqual([]);
    expect(origin.block.vpcOriginConfig).toMatchObject({ vpcOriginId: "vo_abc123" });
    expect(origin.newerArguments).toEqual([{ path: ["vpc_origin_config", "owner_account_id"], value: "999999999999" }]);
    expect(() => originOptions.parse({ type: "vpc", vpcOriginId: "vo_abc123" })).toThrow("is the host of the server");
  });
});

describe("origins of a stack", () => {
  const pages = originOptions.parse({ type: "s3", bucket: "pages-example" }) as ResolvedOriginOptions;
  const names = (count: number) =>
    synthesized((stack) => {
      for (let index = 0; index < count; index += 1) {
        const scope = new Construct(stack, `d${index}`);
        for (const key of ["pages", "images"]) createOrigin(scope, `origin:${key}`, `${key}${index}`, pages, context);
      }
    })
      .all("aws_cloudfront_origin_access_control")
      .map(({ name }) => String(name))
      .sort();

  it("share one access control, whose name changes with its settings", () => {
    expect(names(3)).toEqual([expect.stringMatching(/^stack-s3-[0-9a-f]{8}$/)]);
  });

  it("have a second access control for the 101st distribution, since AWS lets 100 share one", () => {
    const [first, second, ...others] = names(101);
    expect(second).toBe(`${first}-2`);
    expect(others).toEqual([]);
  });
});
