import { ourPages } from "../pages.ts";
import type { Rule } from "./rule.ts";

const environment = (wrong: string, right: string) => ({ code: { form: "environment", wrong, right } }) as const;

/** Rules about Security Hub's controls and Checkov's checks, for environments that ask for them. */
export const securityRules = {
  "FE-SEC-001": {
    title: "A security check that a resource does not meet",
    reason: "The environment asks for Security Hub's CloudFront controls and Checkov's checks by 'securityChecks'.",
    page: ourPages.securityChecks,
    examples: environment(
      'protections: { securityChecks: { severity: "error" } },\ndistributions: { site: { /* without webAcl */ } }',
      'protections: { securityChecks: { severity: "error" } },\ndistributions: { site: { webAcl: { /* … */ } } }',
    ),
  },
  "FE-SEC-002": {
    title: "An exception that no security check needs",
    reason: "An exception that stays after its reason is gone would hide the next mistake.",
    page: ourPages.securityChecks,
    examples: environment('exceptions: { "CloudFront.42": "…" }', 'exceptions: { "CloudFront.4": "…" }'),
  },
} as const satisfies Readonly<Record<`FE-SEC-${string}`, Rule>>;
