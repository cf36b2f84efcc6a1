import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { account, type Configuration, configuration } from "./terraform.ts";

let folder: string;
let loopback: Loopback;
let project: Configuration;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "loopback-lambda-")));
  loopback = await startLoopback({ directory: join(folder, "loopback") });
  project = await configuration(join(folder, "project"), loopback);
});

afterAll(async () => {
  await loopback.close();
  rmSync(folder, { recursive: true });
});

const role = `
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
}`;

const functions = (memory: number) => `${role}
resource "aws_lambda_function" "edge" {
  function_name    = "edge"
  role             = aws_iam_role.edge.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = "code.zip"
  source_code_hash = filebase64sha256("code.zip")
  memory_size      = ${memory}
  timeout          = 5
  publish          = true
  tags             = { team = "edge" }
}
resource "aws_s3_bucket" "code" {
  bucket = "code-${account}"
}
resource "aws_s3_object" "code" {
  bucket = aws_s3_bucket.code.id
  key    = "functions/a b.zip"
  source = "code.zip"
  etag   = filemd5("code.zip")
}
resource "aws_lambda_function" "stored" {
  function_name    = "stored"
  role             = aws_iam_role.edge.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  s3_bucket        = aws_s3_object.code.bucket
  s3_key           = aws_s3_object.code.key
  source_code_hash = filebase64sha256("code.zip")
  publish          = true
}
output "versions" {
  value = "\${aws_lambda_function.edge.version} \${aws_lambda_function.stored.version}"
}
output "arns" {
  value = "\${aws_lambda_function.edge.qualified_arn} \${aws_lambda_function.stored.qualified_arn}"
}
`;

const arn = (name: string, version: number) => `arn:aws:lambda:us-east-1:${account}:function:${name}:${version}`;
const write = (text: string) =>
  writeFileSync(join(project.directory, "code.zip"), zipSync({ "index.mjs": Buffer.from(text) }));
const source = async (name: string, version: number) => {
  const published = await loopback.lambda.version(arn(name, version));
  return published && readFileSync(join(published.directory, "index.mjs"), "utf8");
};
const apply = async () => {
  await project.run(loopback, "apply", "-auto-approve");
  return project.run(loopback, "output");
};

describe("a Lambda function for the edge", () => {
  it("is published by Terraform, which then plans no changes", async () => {
    write("one");
    project.write(functions(128));
    expect(await apply()).toContain(`"${arn("edge", 1)} ${arn("stored", 1)}"`);
    expect(await project.hasChanges(loopback)).toBe(false);
    expect(await loopback.lambda.version(arn("edge", 1))).toMatchObject({
      functionName: "edge",
      version: "1",
      handler: "index.handler",
      runtime: "nodejs22.x",
      memoryMb: 128,
      timeoutSeconds: 5,
    });
    expect([await source("edge", 1), await source("stored", 1)]).toEqual(["one", "one"]);
  });

  it("gets a new version with new code, and the first version does not change", async () => {
    write("two");
    expect(await apply()).toContain(`versions = "2 2"`);
    expect(await project.hasChanges(loopback)).toBe(false);
    expect([await source("edge", 1), await source("edge", 2)]).toEqual(["one", "two"]);
    expect([await source("stored", 1), await source("stored", 2)]).toEqual(["one", "two"]);
  });

  it("gets a new version with a new setting", async () => {
    project.write(functions(256));
    expect(await apply()).toContain(`versions = "3 2"`);
    expect(await project.hasChanges(loopback)).toBe(false);
    const settings = await Promise.all([2, 3].map((version) => loopback.lambda.version(arn("edge", version))));
    expect(settings.map((version) => version?.memoryMb)).toEqual([128, 256]);
  });

  it("is gone with all its versions when it is destroyed", async () => {
    expect(await project.run(loopback, "destroy", "-auto-approve")).toContain("Destroy complete!");
    expect(await loopback.lambda.version(arn("edge", 1))).toBeUndefined();
  });
});
