import { dirname, sep } from "node:path";
import { DiagnosticError, diagnose, isRuleId, nearest } from "@featheredge/diagnostics";
import { checkConfig, showPath } from "@featheredge/edge-sdk/config";
import { environmentSchema } from "./references.ts";
import type { Environment, EnvironmentInput } from "./schema.ts";

export type { Environment, EnvironmentInput } from "./schema.ts";

/** Every environment. To add one, write a file next to this one and a line here. */
const files = {
  local: () => import("./local.ts"),
  dev: () => import("./dev.ts"),
  staging: () => import("./staging.ts"),
  prod: () => import("./prod.ts"),
} satisfies Record<string, () => Promise<{ readonly default: EnvironmentInput }>>;

/** The rule that a mistake breaks, by the kind of the mistake. */
const rules = { "unknown-key": "FE-ENV-001", missing: "FE-ENV-002", value: "FE-ENV-003" } as const;

export type EnvironmentName = keyof typeof files;

export const environmentNames = Object.keys(files) as readonly EnvironmentName[];

/** The file that an environment is written in, relative to the repository, for messages. */
export function environmentFile(name: string): string {
  return `environments/${name}.ts`;
}

/**
 * Reads and checks one environment.
 *
 * @throws DiagnosticError when no environment has that name, or its file can't be read or breaks the schema
 */
export async function loadEnvironment(name: string): Promise<Environment> {
  if (!isEnvironmentName(name)) {
    const near = nearest(name, environmentNames);
    const hint = near === undefined ? "" : `Did you mean '${near}'? `;
    throw new DiagnosticError([
      diagnose("FE-ENV-004", {
        subject: name,
        message: `There is no environment '${name}'.`,
        fix: `${hint}Known: ${environmentNames.join(", ")}. To add one, write ${environmentFile(name)} and list it in environments/index.ts.`,
      }),
    ]);
  }
  return checkEnvironment(name, await readFile(name));
}

/**
 * An environment with its defaults filled in.
 *
 * @throws DiagnosticError with one paragraph for each mistake
 */
export function checkEnvironment(name: string, input: unknown): Environment {
  const result = checkConfig<Environment>(environmentSchema, input);
  if (result.success) return result.data;
  const file = environmentFile(name);
  throw new DiagnosticError(
    result.mistakes.map(({ path, message, fix, kind, rule = rules[kind] }) =>
      diagnose(isRuleId(rule) ? rule : "FE-ENV-003", {
        at: { file, ...(path.length === 0 ? {} : { key: showPath(path) }) },
        message,
        fix: kind === "unknown-key" && isExtensible(path) ? `${fix} ${extending}`.trim() : fix,
      }),
    ),
  );
}

const extending =
  "For settings without a key, 'extend' names a file that overrides any attribute or adds resources: see docs/extending.md.";

/** True for a key of a distribution or an API, or one inside of it: they can be extended. */
function isExtensible([entries]: readonly PropertyKey[]): boolean {
  return entries === "distributions" || entries === "apis";
}

/** Errors in the file are shown without a stack trace: its author can fix them. */
async function readFile(name: EnvironmentName): Promise<unknown> {
  try {
    return (await files[name]()).default;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const here = reason.replaceAll(dirname(import.meta.dirname) + sep, "").trim();
    const file = environmentFile(name);
    throw new DiagnosticError([diagnose("FE-ENV-005", { at: { file }, message: `can't be read: ${here}` })], {
      cause: error,
    });
  }
}

function isEnvironmentName(name: string): name is EnvironmentName {
  return Object.hasOwn(files, name);
}
