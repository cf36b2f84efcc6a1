import { describe, expect, it } from "vitest";
import type { Bundle } from "./bundle.ts";
import { checkUnreviewedBundle } from "./check-bundle.ts";

const lockFile = 'provider "registry.terraform.io/hashicorp/aws" {}\n';
const environment = {
  account: "111111111111",
  state: { type: "s3", bucket: "states", region: "eu-west-1" },
  dns: { assumeRole: "arn:aws:iam::222222222222:role/dns" },
  secret: { from: "ssm", name: "/site/token" },
} as const;

const settings = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
  backend "s3" {
    bucket       = "states"
    key          = "site-prod/terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }
}
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111111111111"]
}
`;

const bundleOf = (text: string, more: Readonly<Record<string, string>> = {}): Bundle => {
  const files = {
    "stacks/site-prod/cdk.tf": text,
    "stacks/site-prod/.terraform.lock.hcl": lockFile,
    "build/prod/manifest.json": '{ "functions": [] }',
    ...more,
  };
  return {
    version: 1,
    environments: ["prod"],
    stacks: [{ name: "site-prod", environment: "prod", dependencies: [] }],
    files: new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)])),
  };
};
const check = (bundle: Bundle) => checkUnreviewedBundle(bundle, "prod", { environment, lockFile });

describe("a bundle of unreviewed code", () => {
  it("may describe resources, read its own files and name what the reviewed environment names", async () => {
    const text = `${settings}
provider "aws" {
  alias  = "dns"
  region = "us-east-1"
  assume_role {
    role_arn = "arn:aws:iam::222222222222:role/dns"
  }
}
data "aws_ssm_parameter" "token" {
  name = "/site/token"
}
data "terraform_remote_state" "api" {
  backend = "s3"
  config = {
    bucket = "states"
    key    = "orders-prod/terraform.tfstate"
    region = "eu-west-1"
  }
}
resource "aws_s3_object" "pages" {
  for_each = fileset("\${path.module}/content/pages", "**")
  source   = "\${path.module}/content/pages/\${each.value}"
  etag     = filemd5("\${path.module}/content/pages/\${each.value}")
}
resource "aws_cloudfront_function" "f" {
  comment = "A file, as a word in a text."
  code    = file("\${path.module}/functions/f.js")
}
`;
    await expect(check(bundleOf(text))).resolves.toBeUndefined();
  });

  it.each([
    [
      "a program as a data source",
      'data "external" "x" {\n  program = ["sh", "-c", "env"]\n}',
      "reads data by external",
    ],
    ["a request of another host", 'data "http" "x" {\n  url = "https://example.com"\n}', "reads data by http"],
    ["a secret", 'data "aws_ssm_parameter" "x" {\n  name = "/other"\n}', "does not name"],
    ["an object", 'data "aws_s3_object" "x" {\n  bucket = "states"\n  key = "k"\n}', "reads data by aws_s3_object"],
    [
      "another state",
      'data "terraform_remote_state" "x" {\n  backend = "s3"\n  config = {\n    bucket = "others"\n    key = "k"\n    region = "eu-west-1"\n  }\n}',
      "not in the environment's bucket",
    ],
    ["a module", 'module "x" {\n  source = "git::https://example.com/x"\n}', "has a block 'module'"],
    [
      "an ephemeral resource",
      'ephemeral "aws_secretsmanager_secret_version" "x" {\n  secret_id = "s"\n}',
      "has a block 'ephemeral'",
    ],
    [
      "another endpoint",
      'provider "aws" {\n  alias = "x"\n  allowed_account_ids = ["111111111111"]\n  endpoints {\n    s3 = "https://example.com"\n  }\n}',
      "with 'endpoints'",
    ],
    [
      "a proxy",
      'provider "aws" {\n  alias = "x"\n  allowed_account_ids = ["111111111111"]\n  http_proxy = "http://example.com"\n}',
      "with 'http_proxy'",
    ],
    [
      "another role",
      'provider "aws" {\n  alias = "x"\n  assume_role {\n    role_arn = "arn:aws:iam::333333333333:role/x"\n  }\n}',
      "assumes the role",
    ],
    [
      "another account",
      'provider "aws" {\n  alias = "x"\n  allowed_account_ids = ["333333333333"]\n}',
      "for the accounts",
    ],
    ["the job's credentials", 'output "x" {\n  value = file("/proc/self/environ")\n}', "calls file()"],
    [
      "a file by a comment in the call",
      'output "x" {\n  value = file /* x */ ("/proc/self/environ")\n}',
      "calls file()",
    ],
    [
      "a file by a heredoc",
      'output "x" {\n  value = <<EOT\n${filebase64("/proc/self/environ")}\nEOT\n}',
      "calls filebase64()",
    ],
    ["a file by a way up", 'output "x" {\n  value = file("${path.module}/../../../.git/config")\n}', "calls file()"],
    [
      "a file by a list",
      'resource "aws_s3_object" "x" {\n  for_each = toset(["../../../.git/config"])\n  content = file("${path.module}/${each.value}")\n}',
      "calls file()",
    ],
    [
      "a file by a reference",
      'locals {\n  p = "/proc/self/environ"\n}\noutput "x" {\n  value = file(local.p)\n}',
      "calls file()",
    ],
    ["a template", 'output "x" {\n  value = templatefile("${path.module}/x.tpl", {})\n}', "calls templatefile()"],
    ["a secret without its mark", 'output "x" {\n  value = nonsensitive("s")\n}', "calls nonsensitive()"],
    ["a text that is not HCL", "resource {", "can't be parsed"],
  ])("may not use %s", async (_, text, problem) => {
    await expect(check(bundleOf(`${settings}${text}\n`))).rejects.toThrow(problem);
  });

  it.each([
    ["in another bucket", '"states"', '"others"', "its state in bucket 'others'"],
    ["of another stack", "site-prod/terraform", "blog-prod/terraform", "its state in key"],
    ["at another endpoint", "encrypt      = true", 'endpoints = { s3 = "https://example.com" }', "with 'endpoints'"],
    ["in another backend", 'backend "s3"', 'backend "http"', "a backend 'http'"],
  ])("may not have its state %s", async (_, from, to, problem) => {
    await expect(check(bundleOf(settings.replace(from, to)))).rejects.toThrow(problem);
  });

  it.each([
    ["more configuration", { "stacks/site-prod/more.tf": "" }, "more.tf, which Terraform would read"],
    ["values of variables", { "stacks/site-prod/x.auto.tfvars.json": "{}" }, "which Terraform would read"],
    ["a provider's program", { "stacks/site-prod/.terraform/providers/x": "" }, "which Terraform would read"],
    ["other providers", { "stacks/site-prod/.terraform.lock.hcl": `${lockFile}#` }, "another lock file"],
    [
      "a path out of the build",
      { "build/prod/manifest.json": '{"functions":[{"file":"../../../.git/config"}]}' },
      "outside of it",
    ],
    ["other permissions than a synthesis writes", { "permissions/prod.json": '{"a":"b"}' }, "not in the form"],
  ])("may not have %s", async (_, files, problem) => {
    await expect(check(bundleOf(settings, files))).rejects.toThrow(problem);
  });

  it("may not name a stack of another environment as its own", async () => {
    const bundle = bundleOf(settings);
    const stacks = [{ name: "site-dev", environment: "prod", dependencies: [] }];
    await expect(check({ ...bundle, stacks })).rejects.toThrow("is not named as a stack of 'prod'");
  });
});
