import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AwsTools, awsTools } from "./aws-tools.ts";
import { noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";
import { configuration } from "./terraform.ts";

const account = "123456789012";
const token = "token-that-no-plan-shows";
const key = "key-that-no-plan-shows";
const host = "qa.example.com";
const loadBalancer = "site-1.eu-west-1.elb.amazonaws.com";

let root: string;
let loopback: Loopback;
let aws: AwsTools;
let accessControlId: string;
let loadBalancerArn: string;
let servers: Server[];
let planned: string;

/** Resources that exist before the site: buckets, a load balancer, a secret and a parameter. */
const existing = `
import boto3, json, sys
s3 = boto3.client("s3", "eu-west-1")
def bucket(name, region, keys):
    client = boto3.client("s3", region)
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
    for key in keys:
        client.put_object(Bucket=name, Key=key, Body=name.encode(), ContentType="text/plain")
bucket("docs-existing", "eu-central-1", ["docs/a"])
bucket("files-existing", "eu-west-1", ["files/a"])
bucket("near-existing", "eu-west-1", ["global/a"])
bucket("web-existing", "eu-west-1", ["web/index.html"])
s3.put_bucket_website(Bucket="web-existing", WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
s3.delete_public_access_block(Bucket="web-existing")
s3.put_bucket_policy(Bucket="web-existing", Policy=json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::web-existing/*"}]}))
boto3.client("secretsmanager", "eu-west-1").create_secret(Name="site/origin", SecretString=json.dumps({"token": "${token}"}))
boto3.client("ssm", "eu-west-1").put_parameter(Name="/site/key", Value="${key}", Type="SecureString")
ec2 = boto3.client("ec2", "eu-west-1")
vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{index}.0/24", AvailabilityZone=f"eu-west-1{zone}")["Subnet"]["SubnetId"]
           for index, zone in enumerate("ab")]
balancer = boto3.client("elbv2", "eu-west-1").create_load_balancer(Name="site", Subnets=subnets, Scheme="internal")["LoadBalancers"][0]
print(json.dumps({"arn": balancer["LoadBalancerArn"], "host": balancer["DNSName"]}))
`;

const environment = (changes: {
  readonly originPath: string;
  readonly failing: number;
}) => `import type { EnvironmentInput } from "./schema.ts";

const behavior = { viewerProtocolPolicy: "allow-all", cachePolicy: "CachingDisabled" } as const;

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  apis: { orders: { source: "apis/orders/handler.ts" } },
  distributions: {
    site: {
      comment: "Every kind of origin",
      waitForDeployment: false,
      aliases: ["${host}"],
      certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",
      origins: {
        pages: { type: "static", content: "content", sseAlgorithm: "aws:kms" },
        docs: { type: "s3", bucket: "arn:aws:s3:::docs-existing", region: "eu-central-1" },
        files: { type: "s3", bucket: "files-existing", bucketPolicy: "manage", originAccessLevels: ["READ", "LIST"] },
        global: { type: "multi-region-access-point", buckets: ["near-existing"], originAccessControlId: "${accessControlId}" },
        web: { type: "website", bucket: "web-existing" },
        app: {
          type: "custom",
          domainName: "app.example.com",
          originPath: "${changes.originPath}",
          originProtocolPolicy: "http-only",
          httpPort: 8080,
          originReadTimeout: 20,
          originKeepaliveTimeout: 10,
          connectionAttempts: 2,
          connectionTimeout: 4,
          originShield: { originShieldRegion: "eu-west-1" },
          customHeaders: {
            "X-Plain": "\${plain}",
            "X-Token": { from: "secretsmanager", secretId: "site/origin", jsonKey: "token" },
            "X-Key": { from: "ssm", name: "/site/key" },
          },
        },
        failing: { type: "custom", domainName: "failing.example.com", originProtocolPolicy: "http-only" },
        orders: { type: "api", api: "orders", originReadTimeout: 20 },
        lookup: { type: "function-url", functionName: { stack: "orders", output: "function_name" } },
        unsigned: { type: "custom", domainName: { stack: "orders", output: "domain_name" } },
        balancer: { type: "load-balancer", loadBalancerArn: "${loadBalancerArn}", originProtocolPolicy: "http-only" },
        private: { type: "vpc", arn: "${loadBalancerArn}", originProtocolPolicy: "http-only" },
      },
      originGroups: { both: { members: ["failing", "app"], statusCodes: [${changes.failing}] } },
      defaultBehavior: { ...behavior, origin: "pages" },
      behaviors: [
        { ...behavior, pathPattern: "/docs/*", origin: "docs" },
        { ...behavior, pathPattern: "/files/*", origin: "files" },
        { ...behavior, pathPattern: "/global/*", origin: "global" },
        { ...behavior, pathPattern: "/web/*", origin: "web" },
        { ...behavior, pathPattern: "/app/*", origin: "app" },
        { ...behavior, pathPattern: "/both/*", origin: "both" },
        { ...behavior, pathPattern: "/orders/*", origin: "orders" },
        { ...behavior, pathPattern: "/lookup/*", origin: "lookup" },
        { ...behavior, pathPattern: "/unsigned/*", origin: "unsigned" },
        { ...behavior, pathPattern: "/balancer/*", origin: "balancer" },
        { ...behavior, pathPattern: "/private/*", origin: "private" },
      ],
    },
  },
} satisfies EnvironmentInput;
`;

const handler = `export async function handler(event: { readonly rawPath: string }) {
  return { statusCode: 200, body: event.rawPath };
}
`;

/** An HTTP server that describes its requests, or answers with a status. @returns its URL */
async function serve(status = 200): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const run = async (...args: string[]) => {
  const { stdout, stderr } = await succeed(args, { cwd: root });
  return stdout + stderr;
};
const get = (path: string) => requestEdge({ port: loopback.edge?.httpPort ?? 0, host, path });
const write = (changes: Parameters<typeof environment>[0]) =>
  writeFileSync(join(root, "environments", "qa.ts"), environment(changes));

beforeAll(async () => {
  servers = [];
  root = projectWith({ handlers: {} });
  mkdirSync(join(root, "apis", "orders"), { recursive: true });
  writeFileSync(join(root, "apis", "orders", "handler.ts"), handler);
  mkdirSync(join(root, "content"));
  writeFileSync(join(root, "content", "index.html"), "encrypted");
  const origins = {
    "app.example.com": await serve(),
    "failing.example.com": await serve(503),
    [loadBalancer]: await serve(),
  };
  loopback = await startProjectLoopback(root, { origins });
  aws = awsTools(loopback, account);
  const config = "Name=global,SigningProtocol=sigv4a,SigningBehavior=always,OriginAccessControlOriginType=s3";
  const created = await aws.cli(
    "cloudfront",
    "create-origin-access-control",
    `--origin-access-control-config=${config}`,
  );
  accessControlId = created.OriginAccessControl.Id;
  const balancer = await aws.python(existing);
  expect(balancer.host).toBe(loadBalancer);
  loadBalancerArn = balancer.arn;
  write({ originPath: "/v1", failing: 503 });
  await run("apply", "qa", "--loopback", "--yes");
  planned = await run("plan", "qa", "--loopback");
});

afterAll(async () => {
  await loopback.close();
  for (const server of servers) server.close();
  rmSync(root, { recursive: true });
});

describe("a distribution with every kind of origin", () => {
  it("has nothing to change in the next plan", async () => {
    expect(await plannedChanges(root, "qa")).toEqual([noChanges, noChanges]);
  });

  it("reads a bucket of the stack that a key of KMS encrypts", async () => {
    const head = await aws.cli("s3api", "head-object", `--bucket=qa-site-pages-${account}`, "--key=index.html");
    expect(head).toMatchObject({ ServerSideEncryption: "aws:kms" });
    expect(await get("/index.html")).toMatchObject({ status: 200, body: "encrypted" });
  });

  it("reads buckets that exist: one whose policy it manages, others once their owners add the printed statements", async () => {
    expect(await get("/files/a")).toMatchObject({ status: 200, body: "files-existing" });
    const refused = await Promise.all([get("/docs/a"), get("/global/a")]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403]);
    const statements = await aws.python(
      `import boto3, json
state = json.loads(boto3.client("s3").get_object(Bucket="state-${account}", Key="site-qa/terraform.tfstate")["Body"].read())
statements = state["outputs"]["origin_statements"]["value"]
for arn, statement in statements.items():
    policy = {"Version": "2012-10-17", "Statement": [json.loads(statement)]}
    boto3.client("s3").put_bucket_policy(Bucket=arn.split(":")[-1], Policy=json.dumps(policy))
print(json.dumps(sorted(statements)))`,
    );
    expect(statements).toEqual(["arn:aws:s3:::docs-existing", "arn:aws:s3:::near-existing"]);
    expect(await get("/docs/a")).toMatchObject({ status: 200, body: "docs-existing" });
    const missing = await Promise.all([get("/docs/missing"), get("/files/missing")]);
    expect(missing.map(({ status }) => status)).toEqual([403, 404]);
    expect(await get("/global/a")).toMatchObject({ status: 200, body: "near-existing" });
  });

  it("reads a website endpoint, with its index document", async () => {
    expect(await get("/web/")).toMatchObject({ status: 200, body: "web-existing" });
  });

  it("sends headers to a server, also those whose values are secret", async () => {
    const { url, headers } = JSON.parse((await get("/app/a")).body);
    expect(url).toBe("/v1/app/a");
    expect(headers).toMatchObject({ host: "app.example.com", "x-plain": "${plain}", "x-token": token, "x-key": key });
  });

  it("keeps secrets out of its configuration and of plans", () => {
    const hcl = readFileSync(join(root, "cdktf.out", "stacks", "site-qa", "cdk.tf"), "utf8");
    for (const secret of [token, key]) {
      expect(hcl).not.toContain(secret);
      expect(planned).not.toContain(secret);
    }
  });

  it("calls a function's URL with both permissions, also one that it looks up, and gets 403 without signature", async () => {
    expect(await get("/orders/7")).toMatchObject({ status: 200, body: "/orders/7" });
    expect(await get("/lookup/8")).toMatchObject({ status: 200, body: "/lookup/8" });
    expect((await get("/unsigned/9")).status).toBe(403);
  });

  it("reaches a load balancer, from the internet and as a VPC origin", async () => {
    for (const path of ["/balancer/a", "/private/a"]) {
      const { url, headers } = JSON.parse((await get(path)).body);
      expect([url, headers.host]).toEqual([path, loadBalancer]);
    }
  });

  it("asks the second origin of a group if the first one fails", async () => {
    const { url } = JSON.parse((await get("/both/a")).body);
    expect(url).toBe("/v1/both/a");
  });

  it("is changed in one apply, which also restores a permission that was removed", async () => {
    await aws.python(`import boto3, json
client = boto3.client("lambda", "eu-west-1")
for statement in json.loads(client.get_policy(FunctionName="qa-orders-api")["Policy"])["Statement"]:
    if statement["Action"] == "lambda:InvokeFunction":
        client.remove_permission(FunctionName="qa-orders-api", StatementId=statement["Sid"])
print("{}")`);
    expect((await get("/orders/7")).status).toBe(403);
    write({ originPath: "/v2", failing: 502 });
    const changed = await run("apply", "qa", "--loopback", "--yes");
    for (const secret of [token, key]) expect(changed).not.toContain(secret);
    expect(JSON.parse((await get("/app/a")).body).url).toBe("/v2/app/a");
    expect((await get("/both/a")).status).toBe(503);
    expect((await get("/orders/7")).status).toBe(200);
    expect(await plannedChanges(root, "qa")).toEqual([noChanges, noChanges]);
  });

  it("is destroyed, and leaves only what existed before", async () => {
    await run("destroy", "qa", "--loopback", "--yes");
    await aws
      .cli("cloudfront", "delete-origin-access-control", `--id=${accessControlId}`, "--if-match=*")
      .catch(() => {});
    const left = await leftBehind(loopback, account);
    expect({ ...left, access: 0, buckets: left.buckets.filter((name) => !name.endsWith("-existing")) }).toEqual(
      nothing(`state-${account}`),
    );
    const others = await aws.python(`import boto3, json
keys = boto3.client("kms", "eu-west-1")
states = [keys.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"] for key in keys.list_keys()["Keys"]]
points = boto3.client("s3control", "us-west-2").list_multi_region_access_points(AccountId="${account}")["AccessPoints"]
vpc = boto3.client("cloudfront").list_vpc_origins()["VpcOriginList"]["Quantity"]
print(json.dumps({"keys": [state for state in states if state == "Enabled"], "points": points, "vpc": vpc}))`);
    expect(others).toEqual({ keys: [], points: [], vpc: 0 });
  });
});

/** https://github.com/aws/aws-cdk/issues/31462: the bucket needs the key, the key the distribution, and that the bucket. */
const circle = `
data "aws_caller_identity" "current" {}
resource "aws_kms_key" "site" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::\${data.aws_caller_identity.current.account_id}:root" }, Action = "kms:*", Resource = "*" },
      {
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "kms:Decrypt"
        Resource  = "*"
        Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.site.arn } }
      },
    ]
  })
}
resource "aws_s3_bucket" "site" {
  bucket = "circle-${account}"
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = aws_kms_key.site.arn
      }
    }
  }
}
resource "aws_cloudfront_distribution" "site" {
  enabled = true
  origin {
    origin_id   = "site"
    domain_name = aws_s3_bucket.site.bucket_regional_domain_name
  }
  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
`;

describe("a key whose own policy names the distribution", () => {
  it("is a circle that Terraform rejects, unlike the separate policy of the site above", async () => {
    const folder = mkdtempSync(join(tmpdir(), "circle-"));
    try {
      const project = await configuration(folder, loopback, "");
      project.write(circle);
      await expect(project.run(loopback, "plan")).rejects.toThrow(/Cycle: .*aws_kms_key\.site/s);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
