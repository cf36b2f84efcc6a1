import { DiagnosticError } from "@featheredge/diagnostics";
import type { StackNames } from "./stack-names.ts";

/** Adds a kind to the list in `stacks/index.ts`. @throws {DiagnosticError} when the file has no such list */
export function registerKind(text: string, { name, constant }: StackNames): string {
  const list = /(export const stackKinds: readonly StackKind\[\] = \[)([^\]]*)\];/;
  if (!list.test(text)) {
    throw DiagnosticError.of("FE-CLI-003", {
      at: { file: "stacks/index.ts" },
      message: "It has no 'export const stackKinds: readonly StackKind[] = […];'.",
      fix: "Restore it.",
    });
  }
  const added = text.replace(list, (_, head: string, items: string) => {
    const all = [...items.split(",").map((item) => item.trim()), constant].filter((item) => item !== "").sort();
    const line = `${head}${all.join(", ")}];`;
    return line.length <= lineWidth ? line : `${head}\n${all.map((item) => `  ${item},\n`).join("")}];`;
  });
  return addImport(added, constant, `./${name}/index.ts`);
}

/** Adds a key to the object in `environments/entries/index.ts`. @throws {DiagnosticError} when the file has no such object */
export function registerEntry(text: string, { name, constant, key }: StackNames): string {
  const object = /(export const entries = \{\n)([\s\S]*?)(^\};)/m;
  if (!object.test(text)) {
    throw DiagnosticError.of("FE-CLI-003", {
      at: { file: "environments/entries/index.ts" },
      message: "It has no 'export const entries = { … };'.",
      fix: "Restore it.",
    });
  }
  const added = text.replace(
    object,
    (_, head: string, body: string, end: string) =>
      `${head}${body}  ${key}: z.record(name, ${constant}).default({}),\n${end}`,
  );
  return addImport(added, constant, `./${name}.ts`);
}

/** As in biome.json. */
const lineWidth = 120;

/** Adds an import among the file's imports from its own folder, in the order of their paths. */
function addImport(text: string, constant: string, path: string): string {
  const line = `import { ${constant} } from "${path}";`;
  const lines = text.split("\n");
  const pathOf = (one: string) => /^import .* from "(\.\/[^"]+)";$/.exec(one)?.[1];
  const next = lines.findIndex((one) => (pathOf(one) ?? "") > path);
  const last = lines.findLastIndex((one) => one.startsWith("import "));
  lines.splice(next === -1 ? last + 1 : next, 0, line);
  return lines.join("\n");
}
