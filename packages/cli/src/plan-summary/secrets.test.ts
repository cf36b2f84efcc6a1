import { describe, expect, it } from "vitest";
import { planComment } from "./comment.ts";
import { formatPlan } from "./format-summary.ts";
import { createMask } from "./secrets.ts";
import { textMask } from "./summarize.ts";
import { readableText } from "./terraform-text.ts";
import { changeOf, planOf, summaryOf } from "./testing/plan.ts";

const secret = "s3cr3t-of-the-origin";
const jsonSecret = "inside-of-a-json-secret";
const key = "AKIAABCDEFGHIJKLMNOP";
const byHand = "put-by-hand-into-the-store";
const all = [secret, jsonSecret, key, byHand];

/** A plan with the secrets in each position where Terraform or a person may have them. */
const plan = planOf(
  [
    changeOf("aws_cloudfront_distribution.site", {
      before: { comment: "Site", origin: [{ origin_id: "app", custom_header: [{ name: "x-key", value: "old" }] }] },
      after: {
        comment: `Copied ${secret} and ${key}`,
        origin: [{ origin_id: "app", custom_header: [{ name: "x-key", value: secret }] }],
        ordered_cache_behavior: [{ path_pattern: `/${secret}/*`, target_origin_id: jsonSecret }],
      },
      after_sensitive: { origin: [{ custom_header: [{ value: true }] }] },
    }),
    changeOf(
      `aws_s3_object.page["${key}"]`,
      {
        actions: ["delete", "create"],
        before: { content: secret },
        after: { content: key },
        replace_paths: [["content"]],
      },
      "replace_because_cannot_update",
    ),
    changeOf("aws_ssm_parameter.token", {
      before: { value: secret, description: "" },
      after: { value: jsonSecret, description: `of ${jsonSecret}` },
      before_sensitive: { value: true },
      after_sensitive: { value: true },
    }),
    changeOf("aws_cloudfrontkeyvaluestore_keys_exclusive.site_keys", {
      actions: ["no-op"],
      before: { resource_key_value_pair: [{ key: "hand", value: byHand }] },
      after: { resource_key_value_pair: [{ key: "hand", value: byHand }] },
    }),
  ],
  {
    prior_state: {
      values: {
        root_module: {
          resources: [
            {
              address: "data.aws_secretsmanager_secret_version.key",
              mode: "data",
              type: "aws_secretsmanager_secret_version",
              values: { secret_string: JSON.stringify({ key: jsonSecret }) },
              sensitive_values: { secret_string: true },
            },
          ],
        },
      },
    },
    configuration: {
      root_module: {
        resources: [
          {
            address: "aws_cloudfrontkeyvaluestore_keys_exclusive.site_keys",
            mode: "managed",
            expressions: { arn: { references: ["aws_cloudfront_distribution.site"] } },
          },
          { address: "aws_cloudfront_distribution.site", mode: "managed", expressions: {} },
        ],
      },
    },
  },
);

const entries = { site: { greeting: `Hello ${key}` } };
const sources = new Map([
  [
    "redirects",
    {
      kind: "source" as const,
      files: [
        {
          path: "handler.ts",
          added: 1,
          removed: 0,
          hunks: [{ before: 1, after: 1, lines: [`+const key = "${key}";`] }],
        },
      ],
    },
  ],
]);
const summary = summaryOf(plan, { entries, sources });
const terraformText = readableText(
  `  + value = "${secret}"\n  + json = "{\\"key\\":\\"${jsonSecret}\\"}"\n  + code = "${"x".repeat(200)}${key}${"x".repeat(200)}"\n  - ${byHand}\n`,
  textMask({ stacks: [{ name: "site-prod", id: "site", plan, waitsFor: [], keys: {} }], entries }),
);

describe("planted secrets", () => {
  it("are in no part of the model", () => {
    for (const one of all) expect(JSON.stringify(summary)).not.toContain(one);
    expect(summary.distributions[0]?.settings).toContainEqual({
      key: "origins.app.customHeaders.x-key.value",
      before: "old",
      after: "(secret)",
    });
    expect(summary.distributions[0]?.keyValueStore?.added).toEqual([{ key: "greeting", value: "Hello (secret)" }]);
  });

  it("are in neither the terminal's text nor the comment", () => {
    const commit = "0".repeat(40);
    const outputs = [
      formatPlan(summary, { width: 100, colors: true }),
      planComment({ environment: "prod", commit, summary, terraformText }),
      terraformText,
    ];
    for (const output of outputs) for (const one of all) expect(output).not.toContain(one);
    expect(outputs[1]).toContain("(secret)");
  });

  it("are masked before a long line is cut, so that no half of one is left", () => {
    const mask = createMask(["0123456789abcdefghij"]);
    expect(readableText(`${"y".repeat(110)}0123456789abcdefghij${"y".repeat(200)}`, mask)).not.toContain("0123");
  });
});

describe("a mask", () => {
  it.each([
    ["an access key", key],
    ["a temporary access key", "ASIAABCDEFGHIJKLMNOP"],
    ["a token of GitHub", `ghp_${"a".repeat(36)}`],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----"],
    ["a signed token", `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${"a".repeat(43)}`],
  ])("replaces %s wherever it is", (_, text) => {
    expect(createMask([])(`before ${text} after`)).toBe("before (secret) after");
  });

  it("leaves words alone that are also short secrets", () => {
    expect(createMask(["on", "off", ""])("turned on and off")).toBe("turned on and off");
  });
});
