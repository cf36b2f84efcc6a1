import { readFileSync } from "node:fs";
import type { Policy } from "./policy.ts";

const guide = new URL("../../docs/deploying.md", import.meta.url);

/**
 * Reads the policies of docs/deploying.md, with its placeholders replaced.
 * @param values - The value of each placeholder: `{ ACCOUNT: "123456789012" }`.
 */
export function documentedPolicies(values: Readonly<Record<string, string>>): {
  readonly trust: Policy;
  readonly plan: Policy;
  readonly apply: Policy;
  readonly prune: Policy;
} {
  const blocks = [...readFileSync(guide, "utf8").matchAll(/^```json\n(.*?)^```/gms)].map(([, text = ""]) => text);
  const [trust, plan, apply, prune] = blocks.map((block) => {
    const filled = Object.entries(values).reduce((text, [name, value]) => text.replaceAll(name, value), block);
    return JSON.parse(filled) as Policy;
  });
  if (trust === undefined || plan === undefined || apply === undefined || prune === undefined) {
    throw new Error("docs/deploying.md must have four policies: trust, plan role, apply role and prune role.");
  }
  return { trust, plan, apply: { Statement: [...plan.Statement, ...apply.Statement] }, prune };
}
