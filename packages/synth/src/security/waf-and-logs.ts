import { blocks, list, number } from "../rules/resources.ts";
import { attached, type SecurityCheck } from "./check.ts";

const yearDays = 365;

/** Checkov's checks of web ACLs and log groups. @see https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html */
export const wafAndLogChecks: readonly SecurityCheck[] = [
  {
    ids: ["CKV_AWS_175"],
    type: "aws_wafv2_web_acl",
    title: "Web ACLs have rules",
    fix: "Add a rule, such as a managed group.",
    isMet: ({ values }) => list(values.rule).length > 0,
  },
  {
    ids: ["CKV_AWS_192"],
    type: "aws_wafv2_web_acl",
    title: "Web ACLs block Log4j attacks",
    fix: "Add AWSManagedRulesKnownBadInputsRuleSet.",
    isMet: ({ values }) => /AWSManagedRulesKnownBadInputsRuleSet/.test(JSON.stringify(values)),
  },
  {
    ids: ["CKV_AWS_342"],
    type: "aws_wafv2_web_acl",
    title: "Every rule of a web ACL has an action",
    fix: "Set action, or override_action for a group of rules.",
    isMet: ({ values }) =>
      blocks(values.rule).every((rule) => list(rule.action).length + list(rule.override_action).length > 0),
  },
  {
    ids: ["CKV2_AWS_31"],
    type: "aws_wafv2_web_acl",
    title: "Web ACLs write a log",
    fix: "Set webAcl.logging.",
    isMet: (acl, context) =>
      attached("aws_wafv2_web_acl_logging_configuration", "resource_arn", acl, context).length > 0,
  },
  {
    ids: ["CKV_AWS_66"],
    type: "aws_cloudwatch_log_group",
    title: "Log groups have a retention",
    fix: "Set logRetentionDays.",
    isMet: ({ values }) => (number(values.retention_in_days) ?? 0) > 0,
  },
  {
    ids: ["CKV_AWS_338"],
    type: "aws_cloudwatch_log_group",
    title: "Log groups keep events for a year",
    fix: `Set logRetentionDays to ${yearDays} or more.`,
    isMet: ({ values }) => (number(values.retention_in_days) ?? 0) >= yearDays,
  },
  {
    ids: ["CKV_AWS_158"],
    type: "aws_cloudwatch_log_group",
    title: "Log groups are encrypted with a key of KMS",
    fix: "Set kms_key_id.",
    isMet: ({ values }) => values.kms_key_id !== undefined,
  },
];
