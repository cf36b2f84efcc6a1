import { pages } from "../../pages.ts";
import type { Rule } from "../rule.ts";

const environment = (wrong: string, right: string) => ({ code: { form: "environment", wrong, right } }) as const;

/** Rules of CloudFront's flat-rate pricing plans. */
export const pricingPlanRules = {
  "FE-DST-080": {
    title: "A flat-rate plan without a web ACL",
    reason: "AWS rejects the subscription of a distribution without a web ACL to a flat-rate plan.",
    page: pages.flatRatePlans,
    examples: environment('pricingPlan: "pro"', 'pricingPlan: "pro",\nwebAcl: {}'),
  },
  "FE-DST-081": {
    title: "More behaviors than the pricing plan has",
    reason: "Each flat-rate plan limits the cache behaviors of its distribution.",
    page: pages.flatRatePlans,
    examples: environment(
      'pricingPlan: "free",\nbehaviors: sections // 8 behaviors',
      'pricingPlan: "pro",\nbehaviors: sections // 8 behaviors',
    ),
  },
  "FE-DST-082": {
    title: "A feature that the pricing plan does not have",
    reason: "Flat-rate plans have fewer features of CloudFront than pay-as-you-go.",
    page: pages.flatRatePlans,
    examples: environment(
      'pricingPlan: "pro",\ndefaultBehavior: { origin: "pages", cachePolicy: { defaultTtl: 60 } }',
      'pricingPlan: "pro",\ndefaultBehavior: { origin: "pages", cachePolicy: "CachingOptimized" }',
    ),
  },
  "FE-DST-083": {
    title: "A function or web ACL that a flat-rate plan shares",
    reason: "A distribution with a flat-rate plan has CloudFront Functions and a web ACL that no other one uses.",
    page: pages.flatRatePlans,
    examples: environment(
      'site: { pricingPlan: "pro", webAcl: existing },\nshop: { pricingPlan: "pro", webAcl: existing }',
      'site: { pricingPlan: "pro", webAcl: {} },\nshop: { pricingPlan: "pro", webAcl: {} }',
    ),
  },
  "FE-DST-084": {
    title: "More rules of a web ACL than the pricing plan has",
    reason: "The free plan limits the rules of its web ACL.",
    page: pages.flatRatePlans,
    examples: environment(
      'pricingPlan: "free",\nwebAcl: { rateRules: twoRates } // and four managed groups',
      'pricingPlan: "free",\nwebAcl: {} // four managed groups',
    ),
  },
  "FE-DST-085": {
    title: "Too many distributions with the free plan",
    reason: "AWS limits the free plans of an account.",
    page: pages.flatRatePlans,
    examples: environment(
      'a: { pricingPlan: "free" },\nb: { pricingPlan: "free" },\nc: { pricingPlan: "free" },\nd: { pricingPlan: "free" }',
      'a: { pricingPlan: "free" },\nb: { pricingPlan: "free" },\nc: { pricingPlan: "free" },\nd: { pricingPlan: "pro" }',
    ),
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
