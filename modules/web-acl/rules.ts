import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl/index.js";
import type { z } from "zod";
import type { webAclOptions } from "./options.ts";
import { all, anyOf, not, pathStartsWith, type Statement } from "./statements.ts";

type Options = z.output<typeof webAclOptions>;
type Action = Options["ipRules"][number]["action"];

/** A rule before it has its priority. */
type Rule = Omit<Wafv2WebAclRule, "priority">;

const commonRuleSet = "AWSManagedRulesCommonRuleSet";
const bodySizeRule = "SizeRestrictions_BODY";
/** The label that the rule gives to a request. */
const bodySizeLabel = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";

/**
 * A web ACL's rules, in the order in which AWS WAF evaluates them.
 * @param ipSets the ARNs of each address rule's sets
 */
export function webAclRules(options: Options, ipSets: ReadonlyMap<string, readonly string[]>): Wafv2WebAclRule[] {
  const act = (action: Action) => ownAction(options.mode === "count" && action !== "allow" ? "count" : action);
  const rules: Rule[] = [
    ...options.ipRules.map(({ name, action }) =>
      rule(name, anyOf((ipSets.get(name) ?? []).map((arn) => ({ ip_set_reference_statement: { arn } }))), act(action)),
    ),
    ...options.geoRules.map(({ name, countryCodes, action }) =>
      rule(name, { geo_match_statement: { country_codes: countryCodes } }, act(action)),
    ),
    ...options.rateRules.map((rate) => rule(rate.name, rateStatement(rate), act(rate.action))),
    ...managedGroups(options),
    ...bodySize(options, act("block")),
  ];
  return rules.map((one, priority) => ({ ...one, priority }));
}

function rule(name: string, statement: Statement, action: Pick<Rule, "action" | "overrideAction">): Rule {
  return { name, statement, ...action, visibilityConfig: visibility(name) };
}

/** CloudWatch has a metric for each rule, by the rule's name. */
export function visibility(metricName: string): Rule["visibilityConfig"] {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

function ownAction(action: Action): Pick<Rule, "action"> {
  return { action: { [action]: {} } };
}

function rateStatement({ limit, evaluationWindowSec, pathPrefix }: Options["rateRules"][number]): Statement {
  return {
    rate_based_statement: {
      limit,
      evaluation_window_sec: evaluationWindowSec,
      aggregate_key_type: "IP",
      ...(pathPrefix === undefined ? {} : { scope_down_statement: pathStartsWith(pathPrefix) }),
    },
  };
}

function managedGroups({ managedRuleGroups, mode, uploadPaths }: Options): Rule[] {
  return managedRuleGroups.map(({ name, vendorName, version, overrideAction, ruleActionOverrides }) => {
    const labelsBodies = name === commonRuleSet && uploadPaths.length > 0;
    const overrides = { ...(labelsBodies ? { [bodySizeRule]: "count" } : {}), ...ruleActionOverrides };
    const statement = {
      managed_rule_group_statement: {
        name,
        vendor_name: vendorName,
        ...(version === undefined ? {} : { version }),
        ...(Object.keys(overrides).length === 0
          ? {}
          : {
              rule_action_override: Object.entries(overrides).map(([ruleName, action]) => ({
                name: ruleName,
                action_to_use: { [action]: {} },
              })),
            }),
      },
    };
    const override = mode === "count" ? "count" : overrideAction;
    return rule(name, statement, { overrideAction: { [override]: {} } });
  });
}

/** Blocks the large bodies that the common rules labeled, except those for the paths of uploads. */
function bodySize({ uploadPaths, managedRuleGroups }: Options, action: Pick<Rule, "action">): Rule[] {
  if (uploadPaths.length === 0 || !managedRuleGroups.some(({ name }) => name === commonRuleSet)) return [];
  const isLarge = { label_match_statement: { scope: "LABEL", key: bodySizeLabel } };
  return [rule("body-size", all(isLarge, not(anyOf(uploadPaths.map(pathStartsWith)))), action)];
}
