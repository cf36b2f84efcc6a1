import { describe, expect, it } from "vitest";
import { allowedDestroys, allowedInDescription, diagnoseUnnamed } from "./allow-destroy.ts";
import { changeOf, planOf, summaryOf } from "./testing/plan.ts";

describe("the names in a pull request's description", () => {
  it("are whole lines, in a list or in code, with any line ends", () => {
    const text =
      "Removes it.\r\n\r\nallow-destroy: members-auth\r\n- allow-destroy: `aws_s3_bucket.old`\r\n* allow-destroy: logs ";
    expect(allowedInDescription(text)).toEqual(["members-auth", "aws_s3_bucket.old", "logs"]);
  });

  it.each([
    ["in a template's comment", "<!--\nallow-destroy: site\n-->"],
    ["in a comment that does not end", "<!-- \nallow-destroy: site"],
    ["in a quotation", "> allow-destroy: site"],
    ["in a code block", "```\nallow-destroy: site\n```"],
    ["in a code block that looks as if it ended", "````\n```\nallow-destroy: site\n````"],
    ["in an indented block", "    allow-destroy: site"],
    ["within a sentence", "Please don't allow-destroy: site"],
    ["with another word", "allow-destroy: site now"],
    ["without a name", "allow-destroy: "],
    ["with a pattern", "allow-destroy: \n*"],
  ])("don't count %s", (_, text) => {
    expect(allowedInDescription(text)).toEqual([]);
  });

  it("join those of the option", () => {
    const env = { FEATHEREDGE_PULL_REQUEST_BODY: "allow-destroy: a" };
    expect(allowedDestroys(env, ["b"])).toEqual(["b", "a"]);
    expect(allowedDestroys({})).toEqual([]);
  });
});

describe("a protected environment", () => {
  const plan = planOf([
    changeOf("aws_cloudfront_function.auth", { before: { name: "prod-site-auth", code: "a" } }),
    changeOf("aws_cloudwatch_log_group.auth_logs", { before: { name: "/aws/cloudfront/function/auth" } }),
    changeOf('aws_s3_object.pages["a.html"]', { before: { key: "a.html" } }),
    changeOf('aws_s3_object.pages["b c.html"]', { before: { key: "b c.html" } }),
    changeOf("aws_cloudfront_key_group.keys", {
      actions: ["create", "delete"],
      before: { name: "a" },
      after: { name: "b" },
    }),
    changeOf("aws_cloudwatch_log_group.auth_service_logs", { before: { name: "other" } }),
    changeOf("aws_iam_role.kept", { actions: ["forget"], before: { name: "kept" } }),
  ]);
  const unnamed = (...allowed: string[]) =>
    summaryOf(plan, { isProtected: true, allowed }).unnamed.map(({ address }) => address);

  it("asks for each destroy and replacement to be named, and not for a resource that stays in AWS", () => {
    const summary = summaryOf(plan, { isProtected: true });
    expect(summary.unnamed).toHaveLength(6);
    const diagnostics = diagnoseUnnamed(summary);
    expect(diagnostics.map(({ rule, subject }) => [rule, subject])).toEqual([
      ["FE-CLI-061", "auth"],
      ["FE-CLI-061", "aws_s3_object.pages"],
      ["FE-CLI-061", "aws_cloudfront_key_group.keys"],
    ]);
    expect(diagnostics[0]).toMatchObject({
      at: { file: "environments/prod.ts", key: "protections.preventDestroy" },
      message: expect.stringContaining(
        "would destroy 'auth' (aws_cloudfront_function.auth, aws_cloudwatch_log_group.auth_logs",
      ),
      fix: expect.stringContaining("'allow-destroy: auth'; on the command line: --allow-destroy auth"),
    });
    expect(diagnostics[2]?.message).toContain("would replace");
  });

  it("takes a function's name for its log groups, an address for all instances, and one instance for itself", () => {
    expect(unnamed("auth", "aws_s3_object.pages", "aws_cloudfront_key_group.keys")).toEqual([]);
    expect(unnamed("auth", 'aws_s3_object.pages["a.html"]', "aws_cloudfront_key_group.keys")).toEqual([
      'aws_s3_object.pages["b c.html"]',
    ]);
  });

  it("takes no name for a resource that only begins alike, and no pattern", () => {
    expect(unnamed("aws_cloudfront_function", "aws_s3_object.page", "*", "")).toHaveLength(6);
  });

  it("is decided by the environment's key alone", () => {
    expect(summaryOf(plan, { isProtected: false }).unnamed).toEqual([]);
  });
});
