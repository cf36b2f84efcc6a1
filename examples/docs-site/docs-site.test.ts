import { beforeAll, expect, it } from "vitest";
import { synthesizeExample } from "../testing/synthesize-example.ts";
import docsSite from "./environments/docs-site.ts";

let hcl: string;

beforeAll(async () => {
  const stacks = await synthesizeExample("docs-site", docsSite);
  expect(Object.keys(stacks)).toEqual(["docs-docs-site"]);
  hcl = stacks["docs-docs-site"] ?? "";
});

it("asks the archive for pages that the bucket does not have", () => {
  expect(hcl).toMatch(/origin_group \{\n\s+origin_id = "everything"\n/);
  expect(hcl).toMatch(/status_codes = \[403, 404, 500, 502, 503, 504\]/);
});

it("requests a certificate for both names and writes their DNS records", () => {
  expect(hcl).toContain('resource "aws_acm_certificate"');
  expect(hcl).toContain('resource "aws_route53_record"');
});

it("gets no requests of some countries, and logs to S3 and CloudWatch", () => {
  expect(hcl).toMatch(/locations += \["KP", "SY"\]/);
  expect(hcl.match(/resource "aws_cloudwatch_log_delivery"/g)).toHaveLength(2);
});

it("has the parameter that its stack file adds", () => {
  expect(hcl).toMatch(/resource "aws_ssm_parameter" "distribution_id" \{\n\s+name += "\/docs-site\/distribution-id"/);
});
