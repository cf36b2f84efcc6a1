import type { NodePath } from "@babel/core";
import type * as t from "@babel/types";
import { follow } from "../load/handler-file.ts";

/** The function or value that a module exports by default, through constant names. */
export function exportedFunction(program: NodePath<t.Program>): NodePath | undefined {
  const exported = program.get("body").find((statement) => statement.isExportDefaultDeclaration());
  return exported?.isExportDefaultDeclaration() ? follow(exported.get("declaration")) : undefined;
}
