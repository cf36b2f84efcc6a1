import { codeRules } from "./cloudfront-functions/code.ts";
import { differenceRules } from "./cloudfront-functions/differences.ts";
import { globalRules } from "./cloudfront-functions/globals.ts";
import { methodRules } from "./cloudfront-functions/methods.ts";
import { syntaxRules } from "./cloudfront-functions/syntax.ts";
import { contentRules } from "./commands/content.ts";
import { deploymentRules } from "./commands/deployment.ts";
import { foundationRules } from "./commands/foundations.ts";
import { lifecycleRules } from "./commands/lifecycle.ts";
import { machineRules } from "./commands/machine.ts";
import { planRules } from "./commands/plans.ts";
import { previewRules } from "./commands/previews.ts";
import { usageRules } from "./commands/usage.ts";
import { associationRules } from "./distributions/functions.ts";
import { logRules } from "./distributions/logs.ts";
import { nameRules } from "./distributions/names.ts";
import { originRules } from "./distributions/origins.ts";
import { partRules } from "./distributions/parts.ts";
import { pathRules } from "./distributions/paths.ts";
import { policyRules } from "./distributions/policies.ts";
import { policySettingRules } from "./distributions/policy-settings.ts";
import { pricingPlanRules } from "./distributions/pricing-plans.ts";
import { targetRules } from "./distributions/targets.ts";
import { environmentRules } from "./environments.ts";
import { eventRules } from "./events.ts";
import { handlerRules } from "./handlers.ts";
import { lambdaAtEdgeRules } from "./lambda-at-edge.ts";
import { limitRules } from "./limits.ts";
import { placementRules } from "./placement.ts";
import type { Rule } from "./rule.ts";
import { securityRules } from "./security.ts";
import { stackRules } from "./stacks.ts";

const table = {
  ...codeRules,
  ...syntaxRules,
  ...globalRules,
  ...methodRules,
  ...differenceRules,
  ...limitRules,
  ...eventRules,
  ...lambdaAtEdgeRules,
  ...handlerRules,
  ...placementRules,
  ...partRules,
  ...associationRules,
  ...pathRules,
  ...policyRules,
  ...policySettingRules,
  ...pricingPlanRules,
  ...nameRules,
  ...originRules,
  ...targetRules,
  ...logRules,
  ...stackRules,
  ...environmentRules,
  ...securityRules,
  ...usageRules,
  ...machineRules,
  ...deploymentRules,
  ...foundationRules,
  ...planRules,
  ...previewRules,
  ...contentRules,
  ...lifecycleRules,
} as const;

/** A rule's stable id: its family and a number, such as `FE-CFF-014`. An id is never given to another rule. */
export type RuleId = keyof typeof table;

/** Every rule by its id, family by family. */
export const rules: Readonly<Record<RuleId, Rule>> = table;

export const ruleIds = Object.keys(table) as readonly RuleId[];

/** The families of rules, by the middle part of their ids. */
export const ruleFamilies = {
  CFF: "The language of CloudFront Functions",
  LIM: "Limits of CloudFront Functions",
  EVT: "What functions return",
  LAM: "Lambda@Edge",
  HND: "Handlers and their config",
  PLC: "Placement: the runtime that a function runs in",
  DST: "Distributions",
  STK: "Stacks, names and quotas",
  ENV: "Environments",
  SEC: "Security Hub's controls and Checkov's checks",
  CLI: "Commands, and the machine that they run on",
} as const;

/** True if a text is the id of a rule. */
export function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(table, id);
}
