import { extensionFile, type ImportedEntry } from "./entry.ts";
import { printValue } from "./print.ts";

/** The file of the imported entry, which the environment's own file spreads. */
export function entryFile(key: string): string {
  return `environments/imported/${key}.ts`;
}

/** The name of the entry's constant in the environment's file: `importedShop`. */
function constantOf(key: string): string {
  const words = key.split("-").map((word) => word.replace(/^./, (letter) => letter.toUpperCase()));
  return `imported${words.join("")}`;
}

/** The text of the entry's file. */
export function entryText({ key, handlers, distribution }: ImportedEntry, id: string): string {
  return `import type { EnvironmentInput } from "../schema.ts";

/** The distribution ${id}, which existed before: ${extensionFile(key)} imports it. */
export const ${constantOf(key)} = {
  handlers: ${printValue(handlers, 2)},
  distributions: ${printValue({ [key]: distribution }, 2)},
} satisfies Pick<EnvironmentInput, "handlers" | "distributions">;
`;
}

/** The text of the file that imports the resources. */
export function extensionText({ adopted, omitted, notes }: ImportedEntry, id: string): string {
  const note = notes.map((one) => ` * - ${one}\n`).join("");
  const list = note === "" ? "" : ` *\n * Not in the environment:\n${note}`;
  return `import { adopt } from "../../adopt.ts";
import type { Extend } from "../extend.ts";

/**
 * Takes over the distribution ${id} and its resources as they are. After the first apply, remove lines below 'keep' and
 * 'omitted', and 'untagged', to let the environment decide on them: 'featheredge plan' shows what changes.
${list} */
export default (({ stack }) => {
  adopt(stack, ${printValue(
    { untagged: true, imported: adopted, ...(omitted.length === 0 ? {} : { omitted: [...new Set(omitted)].sort() }) },
    2,
  )});
}) satisfies Extend;
`;
}

/**
 * Adds an entry to an environment's file.
 * @returns the file's text; undefined where it has no literal 'distributions'
 */
export function addToEnvironment(text: string, key: string): string | undefined {
  const constant = constantOf(key);
  const path = `./imported/${key}.ts`;
  if (text.includes(path)) return text;
  if (!/^ {2}distributions: \{/m.test(text)) return undefined;
  const withDistributions = text.replace(
    /^ {2}distributions: \{/m,
    `  distributions: {\n    ...${constant}.distributions,`,
  );
  const withHandlers = /^ {2}handlers: \{/m.test(text)
    ? withDistributions.replace(/^ {2}handlers: \{/m, `  handlers: {\n    ...${constant}.handlers,`)
    : withDistributions.replace(
        /^ {2}distributions: \{/m,
        `  handlers: { ...${constant}.handlers },\n  distributions: {`,
      );
  return `import { ${constant} } from "${path}";\n${withHandlers}`;
}
