import { explainRule, isRuleId, listRules, nearest, ruleIds, rulesAsMarkdown } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { UserError } from "../user-error.ts";

/**
 * Lists the rules, or explains one of them.
 *
 * @throws {UserError} for an id that no rule has, with the id that was probably meant
 */
export function printRules(
  { output }: Pick<Context, "output">,
  id: string | undefined,
  { markdown }: { readonly markdown: boolean },
): void {
  if (markdown) output.print(rulesAsMarkdown());
  else if (id === undefined) output.print(listRules());
  else output.print(explain(id.toUpperCase()));
}

function explain(id: string): string {
  if (isRuleId(id)) return explainRule(id);
  const near = nearest(id, ruleIds);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  throw new UserError(`'${id}' is not the id of a rule.${hint} 'npx featheredge rules' lists all.`);
}
