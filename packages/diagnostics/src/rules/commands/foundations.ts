import { ourPages } from "../../pages.ts";
import { type Rule, shell } from "../rule.ts";

/** Rules about foundations, which `bootstrap` makes. */
export const foundationRules = {
  "FE-CLI-080": {
    title: "An environment without a foundation",
    reason: "'bootstrap' makes what 'foundation' describes: the bucket of states, roles and a budget.",
    page: ourPages.deploying,
    examples: {
      code: {
        form: "environment",
        wrong: 'state: { type: "s3", bucket: "example-terraform-state", region: "eu-west-1" }',
        right:
          'state: { type: "s3", bucket: "example-terraform-state", region: "eu-west-1" },\nfoundation: { github: { repository: "example/site" } }',
      },
    },
  },
  "FE-CLI-081": {
    title: "A foundation's state that did not arrive in its bucket",
    reason: "'bootstrap' moves the state of the foundation into the bucket that it has made, and reads it there.",
    page: ourPages.deploying,
    examples: {
      code: shell(
        "terraform -chdir=cdktf.out/stacks/foundation-prod init -migrate-state",
        "npx featheredge bootstrap prod",
      ),
    },
  },
  "FE-CLI-082": {
    title: "Two states of one foundation",
    reason:
      "A local state of an interrupted 'bootstrap' must be the one that the bucket has, or an earlier version of it.",
    page: ourPages.deploying,
    examples: {
      code: shell(
        "npx featheredge bootstrap prod",
        "rm cdktf.out/stacks/foundation-prod/terraform.tfstate && npx featheredge bootstrap prod",
      ),
    },
  },
} as const satisfies Readonly<Record<`FE-CLI-${string}`, Rule>>;
