import { beforeAll, expect, it } from "vitest";
import { synthesizeExample } from "../testing/synthesize-example.ts";
import blog from "./environments/blog.ts";

let stacks: Record<string, string>;

beforeAll(async () => {
  stacks = await synthesizeExample("blog", blog);
});

it("has a stack for the API and one for the distribution", () => {
  expect(Object.keys(stacks).sort()).toEqual(["blog-blog", "posts-blog"]);
});

it("gives the API its table's name, and the permission to read it and add to it", () => {
  const hcl = stacks["posts-blog"] ?? "";
  expect(hcl).toContain('resource "aws_dynamodb_table" "posts"');
  expect(hcl).toMatch(/TABLE = aws_dynamodb_table\.posts\.name/);
  expect(hcl).toMatch(
    /actions += \["dynamodb:Query", "dynamodb:PutItem"\]\n\s+resources = \[aws_dynamodb_table\.posts\.arn\]/,
  );
});

it("checks the password at the edge for authors' requests only, and caches the list of posts", () => {
  const hcl = stacks["blog-blog"] ?? "";
  expect(hcl.match(/function_association \{/g)).toHaveLength(1);
  expect(hcl).toMatch(/max_ttl += 60/);
});
