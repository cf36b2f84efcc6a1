import { ourPages } from "../../pages.ts";
import { type Rule, shell } from "../rule.ts";

/** Rules about the content of buckets, continuous deployments and previews. */
export const contentRules = {
  "FE-CLI-120": {
    title: "Content that 'content sync' does not keep",
    reason: "'content sync' fills the buckets of static origins whose 'content' names a folder by 'from'.",
    page: ourPages.content,
    examples: {
      code: {
        form: "environment",
        wrong: 'origins: { pages: { type: "static" } }',
        right: 'origins: { pages: { type: "static", content: { from: "site/dist" } } }',
      },
    },
  },
  "FE-CLI-121": {
    title: "A folder that can't be synced",
    reason: "'content sync' makes a bucket have the files of a folder, so an empty folder would empty the site.",
    page: ourPages.content,
    examples: {
      code: shell(
        "npx featheredge content sync prod",
        "npm --prefix site run build && npx featheredge content sync prod",
      ),
    },
  },
  "FE-CLI-122": {
    title: "A distribution that was not applied",
    reason: "The command works on the resources that the stack of the distribution has in AWS.",
    page: ourPages.commands,
    examples: {
      code: shell(
        "npx featheredge content sync dev --loopback",
        "npx featheredge apply dev --loopback --yes && npx featheredge content sync dev --loopback",
      ),
    },
  },
  "FE-CLI-123": {
    title: "A record of synced content that can't be read",
    reason: "'content sync' remembers in the bucket which objects it uploaded, and deletes no others.",
    page: ourPages.content,
    examples: { code: shell("echo > content.json", "aws s3 rm s3://<bucket>/.featheredge/content.json") },
  },
  "FE-CLI-124": {
    title: "Two syncs of one bucket",
    reason: "Of two syncs at once, one could delete what the other has just uploaded.",
    page: ourPages.content,
    examples: {
      code: shell(
        "npx featheredge content sync prod & npx featheredge content sync prod",
        "npx featheredge content sync prod && npx featheredge content sync prod",
      ),
    },
  },
  "FE-CLI-130": {
    title: "A distribution without a candidate",
    reason: "'stage', 'promote' and 'abandon' work on distributions with 'continuousDeployment'.",
    page: ourPages.promote,
    examples: {
      code: {
        form: "environment",
        wrong: "site: { /* … */ }",
        right: "site: { continuousDeployment: { weight: 0.05 } /* … */ }",
      },
    },
  },
  "FE-CLI-131": {
    title: "A candidate that is not the checkout's",
    reason: "'promote' gives all requests to the version that had a part of them, and to no other.",
    page: ourPages.promote,
    examples: {
      code: shell(
        "git pull && npx featheredge promote prod site",
        "npx featheredge plan prod --save && npx featheredge apply prod && npx featheredge stage prod site",
      ),
    },
  },
} as const satisfies Readonly<Record<`FE-CLI-${string}`, Rule>>;
