import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { checkNewName } from "../scaffold/names.ts";
import { registerEntry, registerKind } from "../scaffold/register-stack.ts";
import { stackKindFiles } from "../scaffold/stack-files.ts";
import { type StackNames, stackNames } from "../scaffold/stack-names.ts";

const entriesFile = "environments/entries/index.ts";
const kindsFile = "stacks/index.ts";

/**
 * Writes a new stack kind with its test, and registers it: its construct, its entries in environments, and its line in
 * the list of kinds.
 * @throws {DiagnosticError} when the name is not valid or already in use
 */
export function newStack({ root, output }: Pick<Context, "root" | "output">, name: string): void {
  const names = stackNames(name);
  checkNames(root, names);
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  // Everything is prepared before anything is written.
  const files = new Map([
    ...stackKindFiles(names),
    [kindsFile, registerKind(read(kindsFile), names)],
    [entriesFile, registerEntry(read(entriesFile), names)],
  ]);
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  output.print([...files.keys()].map((file) => `${file}\n`).join(""));
  output.progress(`Test it: npx vitest run stacks/${name}`);
  output.progress(`To deploy one, add this to an environment: ${names.key}: { hello: { value: "Hello" } }`);
}

function checkNames(root: string, { name, constant, key }: StackNames): void {
  checkNewName(name, "a stack kind");
  if (!isIdentifier(constant)) {
    throw DiagnosticError.of("FE-CLI-010", {
      subject: name,
      message: `'${name}' can't name a stack kind: '${constant}' is a reserved word of JavaScript.`,
      fix: "Choose another name.",
    });
  }
  for (const path of [`stacks/${name}`, `environments/entries/${name}.ts`]) {
    if (existsSync(join(root, path))) {
      throw DiagnosticError.of("FE-CLI-010", {
        subject: name,
        message: `${path} exists already.`,
        fix: "Choose another name, or edit what it contains.",
      });
    }
  }
  for (const file of ["environments/schema.ts", entriesFile]) {
    if (new RegExp(`^  ${key}:`, "m").test(readFileSync(join(root, file), "utf8"))) {
      throw DiagnosticError.of("FE-CLI-010", {
        subject: name,
        message: `'${name}' can't name a stack kind: ${file} already has the key '${key}'.`,
        fix: "Choose another name.",
      });
    }
  }
}

function isIdentifier(text: string): boolean {
  try {
    new Script(`const ${text} = 0`);
    return true;
  } catch {
    return false;
  }
}
