import { ourPages } from "../../pages.ts";
import { type Rule, shell } from "../rule.ts";

/** Rules about a plan's content. */
export const planRules = {
  "FE-CLI-060": {
    title: "A base commit that git does not know",
    reason: "'plan' compares the functions' sources with those of a commit, which must be in the clone.",
    page: ourPages.plans,
    examples: {
      code: shell(
        "git clone --depth 1 … && npx featheredge plan prod --base v1.4.0",
        "git fetch origin v1.4.0 && npx featheredge plan prod --base FETCH_HEAD",
      ),
    },
  },
  "FE-CLI-061": {
    title: "A destroy or replacement that is not named",
    reason:
      "In an environment with 'protections.preventDestroy', a plan that destroys or replaces a resource is neither saved nor applied unless the resource is named, so that each one is meant.",
    page: ourPages.plans,
    examples: {
      code: shell("npx featheredge plan prod --save", "npx featheredge plan prod --save --allow-destroy members-auth"),
    },
  },
  "FE-CLI-062": {
    title: "A threshold of the environment that is exceeded",
    reason:
      "'thresholds' of an environment limit the estimates of its cost and of its functions' compute, so that a pull request can't raise them unnoticed.",
    page: ourPages.plans,
    examples: {
      code: {
        form: "environment",
        wrong: "thresholds: { costPerMonth: 10 }",
        right: "thresholds: { costPerMonth: 250 }",
      },
    },
  },
} as const satisfies Readonly<Record<`FE-CLI-${string}`, Rule>>;
