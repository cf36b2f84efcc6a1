import { ourPages } from "../../pages.ts";
import { type Rule, shell } from "../rule.ts";

/** Rules about the life of stacks: renames, locks, and their end. */
export const lifecycleRules = {
  "FE-CLI-100": {
    title: "A state that is locked",
    reason:
      "Terraform locks a stack's state while it works on it. A lock whose process was killed stays until it is removed by hand.",
    page: ourPages.deploying,
    examples: {
      code: shell("npx featheredge plan prod", "npx featheredge unlock prod site && npx featheredge plan prod"),
    },
  },
  "FE-CLI-101": {
    title: "Two states of a renamed stack",
    reason: "A rename moves the state of a stack, so that there must not be another one at the new name.",
    page: ourPages.deploying,
    examples: {
      code: {
        form: "environment",
        wrong: 'distributions: { shop: {} } // applied, and then:\ndistributions: { shop: { renamedFrom: "site" } }',
        right: 'distributions: { shop: { renamedFrom: "site" } } // before the first apply',
      },
    },
  },
  "FE-CLI-102": {
    title: "A lock whose command still runs",
    reason: "Without its lock, two commands could write a state at once, and one of them would be lost.",
    page: ourPages.deploying,
    examples: { code: shell("npx featheredge unlock prod site", "kill -INT 4711 && npx featheredge unlock prod site") },
  },
  "FE-CLI-103": {
    title: "A lock that is not named",
    reason: "'unlock' asks on the terminal; without one, '--lock-id' must name the lock that it showed.",
    page: ourPages.deploying,
    examples: {
      code: shell(
        "npx featheredge unlock prod site < /dev/null",
        "npx featheredge unlock prod site --lock-id 6c2a8f31-5d27-3be1-8fd2-1a0c9a5f1e77",
      ),
    },
  },
  "FE-CLI-105": {
    title: "A stack whose outputs others use",
    reason: "Stacks that use outputs of another are destroyed before it.",
    page: ourPages.deploying,
    examples: {
      code: shell(
        "npx featheredge destroy dev orders --confirm dev",
        "npx featheredge destroy dev site --confirm dev && npx featheredge destroy dev orders --confirm dev",
      ),
    },
  },
  "FE-CLI-106": {
    title: "A destroy that is not confirmed",
    reason: "'destroy' asks for the environment's name on the terminal; without one, '--confirm' must have it.",
    page: ourPages.deploying,
    examples: {
      code: shell("npx featheredge destroy dev --confirm prod", "npx featheredge destroy dev --confirm dev"),
    },
  },
  "FE-CLI-107": {
    title: "A distribution that does not exist",
    reason: "'import' reads a distribution by its id, in the account of the environment.",
    page: ourPages.deploying,
    examples: {
      code: shell(
        "npx featheredge import www.example.com --environment prod",
        "npx featheredge import E1A2B3C4D5E6F7 --environment prod",
      ),
    },
  },
  "FE-CLI-108": {
    title: "An import whose key is taken",
    reason: "'import' writes new files, and never over those that exist.",
    page: ourPages.deploying,
    examples: {
      code: shell(
        "npx featheredge import E1A2B3C4D5E6F7 --environment prod --name site",
        "npx featheredge import E1A2B3C4D5E6F7 --environment prod --name shop",
      ),
    },
  },
  "FE-CLI-109": {
    title: "An environment that an import can't be added to",
    reason: "'import --write' adds two lines to the environment's file, after 'handlers: {' and 'distributions: {'.",
    page: ourPages.deploying,
    examples: {
      code: shell(
        "npx featheredge import E1A2B3C4D5E6F7 --environment prod --write",
        "npx featheredge import E1A2B3C4D5E6F7 --environment prod",
      ),
    },
  },
} as const satisfies Readonly<Record<`FE-CLI-${string}`, Rule>>;
