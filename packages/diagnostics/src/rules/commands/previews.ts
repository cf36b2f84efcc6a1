import { ourPages } from "../../pages.ts";
import { type Rule, shell } from "../rule.ts";

/** Rules about previews of pull requests. */
export const previewRules = {
  "FE-CLI-147": {
    title: "A distribution without previews",
    reason: "'preview' works on distributions with the key 'preview', whose stack for previews was applied.",
    page: ourPages.previews,
    examples: {
      code: { form: "environment", wrong: "site: { /* … */ }", right: "site: { preview: {} /* … */ }" },
    },
  },
  "FE-CLI-148": {
    title: "A name that a preview can't have",
    reason: "The name of a preview is one label of its host name, and a part of keys and paths.",
    page: ourPages.previews,
    examples: {
      code: shell("npx featheredge preview up dev --name PR_12", "npx featheredge preview up dev --name pr-12"),
    },
  },
  "FE-CLI-149": {
    title: "A built preview that can't be trusted",
    reason:
      "A preview is built by a job without credentials from a pull request's code, and another job puts it up: what it takes over must have the form and the digest that it expects.",
    page: ourPages.previews,
    examples: {
      code: shell(
        'npx featheredge preview up dev --name pr-12 --from built --digest "$YESTERDAY"',
        'npx featheredge preview up dev --name pr-12 --from built --digest "$DIGEST"',
      ),
    },
  },
  "FE-CLI-150": {
    title: "A preview that is too large",
    reason:
      "The function that runs previews has 128 MB of memory, and all previews share a KeyValueStore of 5 MB, whose values have 1 KB at most.",
    page: ourPages.previews,
    examples: {
      code: shell(
        "npx featheredge preview up dev --name pr-12",
        "npx featheredge preview down dev --name pr-3 && npx featheredge preview up dev --name pr-12",
      ),
    },
  },
  "FE-CLI-151": {
    title: "A secret that previews may not read",
    reason:
      "Everyone who may push a branch can read, by a preview, what handlers of previews can read. 'preview.secrets' lists what that may be.",
    page: ourPages.previews,
    examples: {
      code: {
        form: "environment",
        wrong: "site: { preview: {} /* … */ }",
        right: 'site: { preview: { secrets: ["/dev/token-key"] } /* … */ }',
      },
    },
  },
  "FE-CLI-152": {
    title: "A KeyValueStore that others change all the time",
    reason: "Each change of a KeyValueStore must name its latest version, so changes at the same time must try again.",
    page: ourPages.previews,
    examples: {
      code: shell(
        "npx featheredge preview up dev --name pr-1 & npx featheredge preview up dev --name pr-2 & # … and many more",
        "npx featheredge preview up dev --name pr-1 && npx featheredge preview up dev --name pr-2",
      ),
    },
  },
} as const satisfies Readonly<Record<`FE-CLI-${string}`, Rule>>;
