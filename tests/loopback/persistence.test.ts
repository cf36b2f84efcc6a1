import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { account, type Configuration, configuration } from "./terraform.ts";

let folder: string;
let loopback: Loopback;
let site: Configuration;
const lines: string[] = [];
const start = () =>
  startLoopback({ directory: join(folder, "loopback"), persist: true, log: (line) => lines.push(line) });

/** Resources of the services other than CloudFront that a site uses, and resources with random ids or secrets. */
const resources = `
resource "aws_s3_bucket" "site" {
  bucket = "site-${account}"
}
resource "aws_s3_bucket_versioning" "site" {
  bucket = aws_s3_bucket.site.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "\${aws_s3_bucket.site.arn}/*"
      Condition = { StringEquals = { "AWS:SourceArn" = "arn:aws:cloudfront::${account}:distribution/E1" } }
    }]
  })
}
resource "aws_s3_object" "page" {
  bucket       = aws_s3_bucket_versioning.site.id
  key          = "index.html"
  content      = "<h1>Hello</h1>"
  content_type = "text/html"
}
resource "aws_s3_object" "large" {
  bucket         = aws_s3_bucket_versioning.site.id
  key            = "large.bin"
  content_base64 = base64encode(join("", [for i in range(1000) : "0123456789"]))
}
resource "aws_iam_role" "edge" {
  name = "edge"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] }
      Action    = "sts:AssumeRole"
    }]
  })
}
resource "aws_iam_role_policy" "logs" {
  role = aws_iam_role.edge.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }]
  })
}
resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.edge.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_user" "deployer" {
  name = "deployer"
}
resource "aws_iam_access_key" "deployer" {
  user = aws_iam_user.deployer.name
}
resource "aws_lambda_function" "edge" {
  function_name    = "edge"
  role             = aws_iam_role.edge.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = "edge.zip"
  source_code_hash = filebase64sha256("edge.zip")
  publish          = true
}
resource "aws_ssm_parameter" "setting" {
  name  = "/site/setting"
  type  = "SecureString"
  value = "secret"
}
resource "aws_cloudwatch_log_group" "edge" {
  name              = "/aws/lambda/us-east-1.edge"
  retention_in_days = 30
}
resource "aws_kms_key" "key" {
}
data "aws_vpc" "default" {
  default = true
}
resource "aws_security_group" "inside" {
  name   = "inside"
  vpc_id = data.aws_vpc.default.id
}
output "secret" {
  value     = aws_iam_access_key.deployer.secret
  sensitive = true
}
`;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "loopback-persistence-")));
  loopback = await start();
  site = await configuration(join(folder, "site"), loopback);
  const code = zipSync({ "index.mjs": Buffer.from("export const handler = async (event) => event;") });
  writeFileSync(join(site.directory, "edge.zip"), code);
  site.write(resources);
});

afterAll(async () => {
  await loopback.close();
  rmSync(folder, { recursive: true });
});

describe("a loopback that persists", () => {
  it("has the same resources after a restart, so that Terraform plans no changes", async () => {
    expect(await site.run(loopback, "apply", "-auto-approve")).toContain("Apply complete!");
    expect(await site.hasChanges(loopback)).toBe(false);
    const trusted = loopback.environment(account).AWS_CA_BUNDLE;
    await loopback.close();

    loopback = await start();
    expect(await site.hasChanges(loopback)).toBe(false);
    expect(loopback.environment(account).AWS_CA_BUNDLE).toBe(trusted);
    expect(await loopback.lambda.version(`arn:aws:lambda:us-east-1:${account}:function:edge:1`)).toBeDefined();
    expect(lines).toEqual([]);
  });
});
