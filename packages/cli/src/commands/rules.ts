import {
  DiagnosticError,
  explainRule,
  isRuleId,
  listRules,
  nearest,
  type RuleId,
  ruleIds,
  rules,
  rulesAsMarkdown,
} from "@featheredge/diagnostics";
import type { Context } from "../context.ts";

/**
 * Lists the rules, or explains one of them; with `json`, prints them with their reasons and examples.
 *
 * @throws {DiagnosticError} for an id that no rule has, with the id that was probably meant
 */
export function printRules(
  { output }: Pick<Context, "output">,
  id: string | undefined,
  { markdown, json }: { readonly markdown: boolean; readonly json: boolean },
): void {
  const wanted = id === undefined ? undefined : checkId(id.toUpperCase());
  if (markdown) output.print(rulesAsMarkdown());
  else if (json) {
    const shown = (wanted === undefined ? ruleIds : [wanted]).map((each) => ({ id: each, ...rules[each] }));
    output.print(`${JSON.stringify({ rules: shown }, undefined, 2)}\n`);
  } else output.print(wanted === undefined ? listRules() : explainRule(wanted));
}

function checkId(id: string): RuleId {
  if (isRuleId(id)) return id;
  const near = nearest(id, ruleIds);
  const hint = near === undefined ? "" : `Did you mean ${near}? `;
  throw DiagnosticError.of("FE-CLI-005", {
    subject: id,
    message: `'${id}' is not the id of a rule.`,
    fix: `${hint}'npx featheredge rules' lists all.`,
  });
}
