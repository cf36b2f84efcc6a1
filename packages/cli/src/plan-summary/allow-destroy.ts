import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import type { PlanSummary, Removal } from "./model.ts";
import { withoutIndex } from "./owners.ts";

/** The destroys and replacements that are not allowed by their name or address. */
export function unnamedRemovals(removals: readonly Removal[], allowed: readonly string[]): Removal[] {
  const names = new Set(allowed);
  return removals.filter(
    ({ name, address, action }) =>
      action !== "forget" && !names.has(name) && !names.has(address) && !names.has(withoutIndex(address)),
  );
}

/**
 * Reads the names in a pull request's description: lines such as `allow-destroy: members-auth`. Comments, quotations and
 * code blocks don't count, since templates and other people's words are there.
 */
export function allowedInDescription(description: string): string[] {
  const lines = description.replace(/<!--[\s\S]*?(?:-->|$)/g, "").split(/\r?\n/);
  const names: string[] = [];
  let fence: string | undefined;
  for (const line of lines) {
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
      fence = fence === undefined ? mark : undefined;
      continue;
    }
    const [, name] = /^ {0,3}(?:[-*] )?allow-destroy:[ \t]+`?([^\s`]+)`?[ \t]*$/.exec(line) ?? [];
    if (fence === undefined && name !== undefined) names.push(name);
  }
  return names;
}

/** One diagnostic for each name that the command or the pull request must contain. */
export function diagnoseUnnamed({ environment, unnamed }: Pick<PlanSummary, "environment" | "unnamed">): Diagnostic[] {
  return [...new Set(unnamed.map(({ name }) => name))].map((name) => {
    const own = unnamed.filter((one) => one.name === name);
    const verb = own.every(({ action }) => action === "replace") ? "replace" : "destroy";
    const addresses = own.map(({ address }) => address).join(", ");
    return diagnose("FE-CLI-061", {
      subject: name,
      at: { file: `environments/${environment}.ts`, key: "protections.preventDestroy" },
      message: `The plan would ${verb} '${name}' (${addresses}), and '${environment}' is protected.`,
      fix: `If that is meant, add this line to the pull request's description: 'allow-destroy: ${name}'; on the command line: --allow-destroy ${name}`,
    });
  });
}

/**
 * The names that a command may destroy: those of its option, and those in the pull request's description.
 * @param env `FEATHEREDGE_PULL_REQUEST_BODY`: the description as it is, so that no shell interprets it
 */
export function allowedDestroys(env: NodeJS.ProcessEnv, option: readonly string[] = []): string[] {
  return [...option, ...allowedInDescription(env.FEATHEREDGE_PULL_REQUEST_BODY ?? "")];
}
