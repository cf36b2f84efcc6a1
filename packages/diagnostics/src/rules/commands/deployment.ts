import { ourPages } from "../../pages.ts";
import { type Rule, shell } from "../rule.ts";

/** Rules about plans, and about the state and the account that they are for. */
export const deploymentRules = {
  "FE-CLI-019": {
    title: "Credentials that are not the environment's",
    reason: "Plans and applies need credentials of the account that the environment names.",
    page: ourPages.deploying,
    examples: {
      code: shell("AWS_PROFILE=dev npx featheredge plan prod", "AWS_PROFILE=prod npx featheredge plan prod"),
    },
  },
  "FE-CLI-020": {
    title: "A saved plan that can't be applied",
    reason:
      "'apply' takes the plan that 'plan --save' kept, once, and only where it was made: for the same environment, account, commit, run and state.",
    page: ourPages.deploying,
    examples: {
      code: shell("npx featheredge apply prod", "npx featheredge plan prod --save && npx featheredge apply prod"),
    },
  },
  "FE-CLI-021": {
    title: "A key that can't seal plans",
    reason: "FEATHEREDGE_PLAN_KEY is 32 random bytes in base64.",
    page: ourPages.deploying,
    examples: {
      code: shell("export FEATHEREDGE_PLAN_KEY=secret", 'export FEATHEREDGE_PLAN_KEY="$(openssl rand -base64 32)"'),
    },
  },
  "FE-CLI-022": {
    title: "A destroy of a protected environment",
    reason: "Terraform does not destroy resources that hold data where 'protections.preventDestroy' is true.",
    page: ourPages.deploying,
    examples: {
      code: shell("npx featheredge destroy prod --loopback", "npx featheredge destroy prod --loopback --unprotect"),
    },
  },
  "FE-CLI-023": {
    title: "A change that can't be asked about",
    reason: "'apply --loopback' and 'destroy --loopback' ask on the terminal before they change anything.",
    page: ourPages.commands,
    examples: {
      code: shell("npx featheredge apply dev --loopback < /dev/null", "npx featheredge apply dev --loopback --yes"),
    },
  },
  "FE-CLI-024": {
    title: "A state that is not where its configuration says",
    reason: "With an empty state, Terraform would make everything a second time.",
    page: ourPages.deploying,
    examples: {
      code: {
        form: "environment",
        wrong: 'state: { type: "s3", bucket: "another-bucket", region: "eu-west-1" }',
        right: 'state: { type: "s3", bucket: "the-bucket-that-has-the-state", region: "eu-west-1" }',
      },
    },
  },
  "FE-CLI-025": {
    title: "A local state that is damaged",
    reason: "Without its state, Terraform does not know the resources of a stack.",
    page: ourPages.loopback,
    examples: {
      code: shell("echo > cdktf.out/stacks/site-dev/terraform.tfstate", "npx featheredge destroy dev --loopback"),
    },
  },
  "FE-CLI-140": {
    title: "A record of deployments in another form",
    reason:
      "Each apply is recorded in <environment>/deployments.json next to the states. Rollbacks, 'verify' and 'drift' read it.",
    page: ourPages.deploying,
    examples: {
      code: shell("echo '{}' > record.json", "aws s3 cp s3://the-bucket/prod/deployments.json record.json"),
    },
  },
  "FE-CLI-141": {
    title: "An apply whose record can't be completed",
    reason: "The stacks were applied, but the record of deployments could not be written after the last of them.",
    page: ourPages.deploying,
    examples: {
      code: shell("npx featheredge apply prod", "npx featheredge plan prod --save && npx featheredge apply prod"),
    },
  },
  "FE-CLI-142": {
    title: "A bundle that can't be planned",
    reason:
      "A plan from a bundle uses only what reviewed code allows: the digest that synthesis reported, the environment's account and state, and Terraform without other providers, modules or files of the machine.",
    page: ourPages.deploying,
    examples: {
      code: shell(
        "npx featheredge plan prod --bundle pull-request.bundle --digest 0000",
        "npx featheredge synth prod --bundle main.bundle",
      ),
    },
  },
  "FE-CLI-143": {
    title: "A commit that can't be read",
    reason: "A command compares with, or goes back to, the files of a commit, which this git repository must have.",
    page: ourPages.deploying,
    examples: {
      code: shell(
        "npx featheredge affected --base mian",
        "git fetch origin main && npx featheredge affected --base origin/main",
      ),
    },
  },
  "FE-CLI-144": {
    title: "A stack that an environment does not have",
    reason: "'plan' and 'apply' take the names of an environment's stacks, such as site-prod.",
    page: ourPages.deploying,
    examples: { code: shell("npx featheredge plan prod stie-prod", "npx featheredge plan prod site-prod") },
  },
  "FE-CLI-145": {
    title: "A rollback that is not possible",
    reason:
      "A rollback goes to the last deployment of another commit. It is refused if there is none, or if it would destroy or replace resources.",
    page: ourPages.deploying,
    examples: {
      code: shell("npx featheredge rollback prod", "npx featheredge rollback prod --to 3f2a91c"),
    },
  },
  "FE-CLI-146": {
    title: "More stages of deploys than the workflow has",
    reason: "deploy.yml has a job for each of five stages. An environment waits for the stage before it.",
    page: ourPages.deploying,
    examples: {
      code: {
        form: "portable",
        wrong: "// environments/index.ts: six environments, each a stage",
        right: 'export const stages = [["dev"], ["staging"], ["prod-eu", "prod-us", "prod-ap"]];',
      },
    },
  },
} as const satisfies Readonly<Record<`FE-CLI-${string}`, Rule>>;
