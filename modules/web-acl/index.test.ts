import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { WebAcl, type WebAclProps } from "./index.ts";
import { webAcl } from "./options.ts";

const made = (options: Partial<WebAclProps> = {}) =>
  synthesized((stack, usEast1) => {
    new WebAcl(stack, "web-acl", { name: "prod-site", usEast1, logRetentionDays: 90, ...options });
  });
const acl = (options: Partial<WebAclProps> = {}) => made(options).one("aws_wafv2_web_acl");
type Rule = { name: string; priority: number; action: unknown; override_action: unknown; statement: never };
const rules = (options: Partial<WebAclProps>): Rule[] => acl({ managedRuleGroups: [], ...options }).rule;

describe("a web ACL", () => {
  it("has AWS's groups against known attacks, and allows what they let pass", () => {
    const { scope, default_action, rule } = acl();
    expect({ scope, default_action }).toEqual({ scope: "CLOUDFRONT", default_action: { allow: {} } });
    expect(rule.map(({ name }: Rule) => name)).toEqual([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesAnonymousIpList",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesKnownBadInputsRuleSet",
    ]);
    expect(rule[0]).toMatchObject({ priority: 0, override_action: { none: {} } });
  });

  it("counts in place of blocking in count mode, and goes on allowing", () => {
    const counted = rules({
      mode: "count",
      ipRules: [
        { name: "office", addresses: ["192.0.2.0/24"], action: "allow" },
        { name: "abuse", addresses: ["198.51.100.0/24"], action: "block" },
      ],
      managedRuleGroups: [{ name: "AWSManagedRulesCommonRuleSet" }],
    });
    expect(counted.map(({ action, override_action }) => action ?? override_action)).toEqual([
      { allow: {} },
      { count: {} },
      { count: {} },
    ]);
  });

  it("has a set of addresses for each version of IP", () => {
    const synthesis = made({
      ipRules: [{ name: "abuse", addresses: ["192.0.2.0/24", "2001:db8::/32"], action: "block" }],
    });
    expect(synthesis.all("aws_wafv2_ip_set")).toMatchObject([
      { name: "prod-site-abuse-ipv4", ip_address_version: "IPV4", addresses: ["192.0.2.0/24"] },
      { name: "prod-site-abuse-ipv6", ip_address_version: "IPV6", addresses: ["2001:db8::/32"] },
    ]);
    const [rule] = synthesis.one("aws_wafv2_web_acl").rule;
    expect(rule.statement.or_statement.statement).toHaveLength(2);
  });

  it("limits requests to one path", () => {
    const [rule] = rules({ rateRules: [{ name: "login", limit: 100, evaluationWindowSec: 60, pathPrefix: "/login" }] });
    expect(rule).toMatchObject({
      action: { block: {} },
      statement: {
        rate_based_statement: {
          limit: 100,
          evaluation_window_sec: 60,
          scope_down_statement: {
            byte_match_statement: { search_string: "/login", positional_constraint: "STARTS_WITH" },
          },
        },
      },
    });
  });

  it("lets large bodies through on the paths of uploads alone", () => {
    const [common, size] = rules({
      managedRuleGroups: [{ name: "AWSManagedRulesCommonRuleSet" }],
      uploadPaths: ["/uploads/"],
    });
    expect(common).toMatchObject({
      statement: {
        managed_rule_group_statement: {
          rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }],
        },
      },
    });
    expect(size).toMatchObject({
      priority: 1,
      action: { block: {} },
      statement: {
        and_statement: {
          statement: [
            { label_match_statement: { key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body" } },
            { not_statement: { statement: [{ byte_match_statement: { search_string: "/uploads/" } }] } },
          ],
        },
      },
    });
  });

  it("logs with a retention, and no credentials", () => {
    const synthesis = made();
    expect(synthesis.one("aws_cloudwatch_log_group")).toMatchObject({
      name: "aws-waf-logs-prod-site",
      retention_in_days: 90,
    });
    expect(synthesis.one("aws_wafv2_web_acl_logging_configuration").redacted_fields).toEqual([
      { single_header: { name: "authorization" } },
      { single_header: { name: "cookie" } },
    ]);
    expect(made({ logging: false }).all("aws_wafv2_web_acl_logging_configuration")).toEqual([]);
  });
});

describe("the option webAcl", () => {
  it("accepts an ARN of scope CLOUDFRONT, and not a regional one", () => {
    const arn = (scope: string) =>
      `arn:aws:wafv2:us-east-1:123456789012:${scope}/webacl/site/11111111-2222-3333-4444-555555555555`;
    expect(webAcl.safeParse(arn("global")).success).toBe(true);
    expect(webAcl.safeParse(arn("regional")).success).toBe(false);
  });

  it("rejects an address without the length of its prefix", () => {
    expect(webAcl.safeParse({ ipRules: [{ name: "a", addresses: ["192.0.2.0"], action: "block" }] }).success).toBe(
      false,
    );
  });
});
