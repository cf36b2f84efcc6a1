import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { flatRatePlanOf, type PlanFeature, type PricingPlan, planFeatures, planHas } from "./plans.ts";

/** The parts of a distribution that a plan has rules for. */
export interface PlannedDistribution {
  readonly plan: PricingPlan;
  /** Features that AWS grants beyond our table of plans. */
  readonly allowed?: readonly PlanFeature[];
  /** Cache behaviors, the default one included. */
  readonly behaviors: number;
  readonly hasWebAcl: boolean;
  /** Rules of its web ACL; undefined if they are not known, as those of an existing one. */
  readonly webAclRules?: number | undefined;
  /** The features that it uses. */
  readonly features: readonly PlanFeature[];
}

/**
 * Reports settings of a distribution that its pricing plan does not have.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html
 */
export function checkPlan(distribution: PlannedDistribution): Diagnostic[] {
  const { plan, allowed, behaviors, hasWebAcl, webAclRules, features } = distribution;
  const rules = flatRatePlanOf(plan);
  if (rules === undefined) return [];
  const diagnostics: Diagnostic[] = [];
  if (!hasWebAcl) {
    diagnostics.push(
      diagnose("FE-DST-080", {
        message: `The pricing plan '${plan}' needs a web ACL, and the distribution has none.`,
        fix: "Add one: webAcl: {}.",
      }),
    );
  }
  if (behaviors > rules.behaviors) {
    diagnostics.push(
      diagnose("FE-DST-081", {
        message: `The distribution has ${behaviors} behaviors, its default one included; the pricing plan '${plan}' has ${rules.behaviors}.`,
        fix: "Join behaviors with equal settings, or choose another pricingPlan.",
      }),
    );
  }
  for (const feature of new Set(features)) {
    if (planHas(plan, feature, allowed)) continue;
    diagnostics.push(
      diagnose("FE-DST-082", {
        subject: feature,
        message: `The distribution uses ${planFeatures[feature]}, which the pricing plan '${plan}' does not have.`,
        fix: `Do without, or choose another pricingPlan. If AWS's page lists it by now, add pricingPlanAllows: ["${feature}"].`,
      }),
    );
  }
  if (rules.webAclRules !== undefined && webAclRules !== undefined && webAclRules > rules.webAclRules) {
    diagnostics.push(
      diagnose("FE-DST-084", {
        message: `The web ACL has ${webAclRules} rules; the pricing plan '${plan}' has ${rules.webAclRules}.`,
        fix: "Remove rules, or choose another pricingPlan.",
      }),
    );
  }
  return diagnostics;
}

/** A function or web ACL that a distribution with a flat-rate plan shares with another distribution. */
export function checkPlanSharing(plan: PricingPlan, shared: string, other: string): Diagnostic | undefined {
  if (flatRatePlanOf(plan) === undefined) return undefined;
  return diagnose("FE-DST-083", {
    subject: shared,
    message: `'${shared}' is shared with '${other}', but a distribution with the pricing plan '${plan}' has its own functions and web ACL.`,
    fix: "Create one for each distribution.",
  });
}

/** The distributions of an account that have one plan. */
export function checkPlanCount(plan: PricingPlan, count: number): Diagnostic | undefined {
  const most = flatRatePlanOf(plan)?.perAccount;
  if (most === undefined || count <= most) return undefined;
  return diagnose("FE-DST-085", {
    message: `${count} distributions have the pricing plan '${plan}'; AWS allows an account ${most}.`,
    fix: "Choose another pricingPlan for some.",
  });
}
