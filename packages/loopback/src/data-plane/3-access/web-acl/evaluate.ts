import type { WebAclAction, WebAclRule } from "../../base/web-acl.ts";
import { type Evaluation, matches } from "./matches.ts";

/** The decision of a web ACL: the action that ended the evaluation, and the rule that had it. */
export interface Decision {
  readonly action: string;
  /** The status of a custom response. */
  readonly status: number | undefined;
  /** Undefined for the default action. */
  readonly rule: string | undefined;
}

/** AWSManagedRulesCommonRuleSet blocks larger bodies, unless its action is overridden. */
const commonRuleSet = { name: "AWSManagedRulesCommonRuleSet", rule: "SizeRestrictions_BODY", bytes: 8 * 1024 };
const bodySizeLabel = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";

/**
 * Evaluates a web ACL's rules by priority, until one allows, blocks or challenges. Of managed rule groups only the limit
 * of bodies is emulated, since the content of all others is AWS's secret.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html
 */
export function evaluate(evaluation: Evaluation): Decision {
  const { acl, labels } = evaluation;
  for (const rule of acl.Rules) {
    const action = rule.Statement.ManagedRuleGroupStatement
      ? groupAction(rule, evaluation)
      : ownAction(rule, evaluation);
    if (action === undefined) continue;
    for (const { Name } of rule.RuleLabels ?? []) labels.add(Name);
    const [kind, custom] = entryOf(action);
    if (kind !== "Count") return { action: kind, status: custom?.CustomResponse?.ResponseCode, rule: rule.Name };
  }
  const [kind, custom] = entryOf(acl.DefaultAction);
  return { action: kind, status: custom?.CustomResponse?.ResponseCode, rule: undefined };
}

function ownAction(rule: WebAclRule, evaluation: Evaluation): WebAclAction | undefined {
  return matches(rule.Statement, rule, evaluation) ? rule.Action : undefined;
}

function groupAction(
  { Statement: { ManagedRuleGroupStatement: group }, OverrideAction = {} }: WebAclRule,
  { request, labels, unknown }: Evaluation,
): WebAclAction | undefined {
  unknown(
    group?.Name === commonRuleSet.name
      ? `the rules of ${group.Name} except ${commonRuleSet.rule}`
      : `the rules of ${group?.Name}`,
  );
  if (group?.Name !== commonRuleSet.name || request.bodyBytes <= commonRuleSet.bytes) return undefined;
  labels.add(bodySizeLabel);
  if ("Count" in OverrideAction) return { Count: {} };
  const override = group.RuleActionOverrides?.find(({ Name }) => Name === commonRuleSet.rule);
  return override?.ActionToUse ?? { Block: {} };
}

function entryOf(action: WebAclAction): [string, WebAclAction[string] | undefined] {
  return Object.entries(action)[0] ?? ["Allow", undefined];
}
