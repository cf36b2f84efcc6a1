import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { IsTheirs } from "../authorship.ts";
import { throwing } from "./early-reads.ts";

type Binding = NonNullable<ReturnType<NodePath["scope"]["getBinding"]>>;

/** Methods that call their argument before they return. */
const callers = new Set(
  "every filter find findIndex forEach map reduce reduceRight replace replaceAll some sort".split(" "),
);

/**
 * A function that reads a let or const before its declaration has run throws; once both are `var` it would get
 * undefined. If a function that reads one is plainly called before the declaration, the declaration sets a flag, and
 * the function's reads check that flag first. Other code stays as it is.
 */
export function lowerEarlyClosures(program: NodePath<t.Program>, isAuthors: IsTheirs): void {
  let hasChanged = false;
  program.traverse({
    VariableDeclarator(path) {
      if (path.parent.type !== "VariableDeclaration" || path.parent.kind === "var" || !t.isIdentifier(path.node.id)) {
        return;
      }
      if (path.parentPath.listKey === undefined || path.parentPath.key === "init") return;
      const binding = path.scope.getBinding(path.node.id.name);
      if (binding?.path !== path) return;
      const reads = binding.referencePaths.flatMap((read) =>
        read.isIdentifier() && isEarlyRead(read, binding) ? [read] : [],
      );
      if (reads.length === 0 || !isAuthors(path.node)) return;
      guard(path, reads);
      hasChanged = true;
    },
  });
  if (hasChanged) program.scope.crawl();
}

function guard(path: NodePath<t.VariableDeclarator>, reads: readonly NodePath<t.Identifier>[]): void {
  const ready = path.scope.generateUidIdentifier("ready");
  for (const read of reads) {
    const kept = t.cloneNode(read.node);
    read.replaceWith(t.conditionalExpression(t.cloneNode(ready), kept, throwing(kept.name)));
    read.skip();
  }
  path.insertAfter(t.variableDeclarator(ready, t.booleanLiteral(true)));
}

function isEarlyRead(read: NodePath<t.Identifier>, binding: Binding): boolean {
  if (read.parentPath?.isUpdateExpression()) return false;
  const home = binding.scope.getFunctionParent()?.path ?? binding.scope.getProgramParent().path;
  const reader = outermostWithin(read, home);
  return reader !== undefined && runsEarly(reader, home, binding.path.node.end ?? 0, new Set());
}

/** The function that contains a path, the outermost of those within `home`. */
function outermostWithin(path: NodePath, home: NodePath): NodePath<t.Function> | undefined {
  let outermost: NodePath<t.Function> | undefined;
  for (let parent = path.getFunctionParent(); parent !== home; parent = parent.getFunctionParent()) {
    if (parent === null) return home.isProgram() ? outermost : undefined;
    outermost = parent;
  }
  return outermost;
}

/** True if a function is called before an offset, by its name or where it is written. */
function runsEarly(path: NodePath<t.Function>, home: NodePath, before: number, seen: Set<t.Node>): boolean {
  if (seen.has(path.node)) return false;
  seen.add(path.node);
  if (isCalledAtOnce(path)) return (path.node.start ?? 0) < before;
  const name = nameOf(path);
  const uses = name === undefined ? [] : (path.scope.parent.getBinding(name)?.referencePaths ?? []);
  return uses.some((use) => {
    if (!isCalledAtOnce(use) && !isMethodCalled(use)) return false;
    const user = outermostWithin(use, home);
    return user === undefined ? (use.node.start ?? 0) < before : runsEarly(user, home, before, seen);
  });
}

/** The variable that holds a function, or the object that it is a method of. */
function nameOf(path: NodePath<t.Function>): string | undefined {
  if (path.isFunctionDeclaration()) return path.node.id?.name;
  const object = path.findParent((parent) => !parent.isObjectExpression() && !parent.isObjectProperty());
  return object?.isVariableDeclarator() && t.isIdentifier(object.node.id) ? object.node.id.name : undefined;
}

function isCalledAtOnce(path: NodePath): boolean {
  if (path.key === "callee") return true;
  if (path.listKey !== "arguments" || !("callee" in path.parent)) return false;
  const { callee } = path.parent;
  if (t.isIdentifier(callee, { name: "Promise" })) return true;
  return t.isMemberExpression(callee) && t.isIdentifier(callee.property) && callers.has(callee.property.name);
}

function isMethodCalled({ key, parentPath }: NodePath): boolean {
  return key === "object" && parentPath?.key === "callee";
}
