import type { Binding, NodePath } from "@babel/traverse";
import * as t from "@babel/types";

/**
 * The variables that an async function shares with a function within it, and that an `await` separates: njs continues
 * with a copy of the awaiting function's variables, so that from then on each of the two has its own. A variable that
 * gets its only value before it is captured is the same in both, and is not among them.
 *
 * @returns none for a function that does not await
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/async-await-syntax.html
 */
export function sharedAcrossAwait(path: NodePath<t.Function>): Binding[] {
  if (!path.node.async) return [];
  const awaits = ownAwaits(path);
  return awaits.length === 0 ? [] : ownBindings(path).filter((binding) => isParted(binding, path, awaits));
}

/** The variables of a function, those of its blocks included. */
export function ownBindings(path: NodePath<t.Function>): Binding[] {
  const bindings = new Set(Object.values(path.scope.bindings));
  path.traverse({
    Scopable(inner) {
      if (inner.isFunction()) inner.skip();
      else for (const binding of Object.values(inner.scope.bindings)) bindings.add(binding);
    },
  });
  return [...bindings].filter(({ scope }) => scope.getFunctionParent() === path.scope);
}

/** The functions within a function that read or set one of its variables, the outermost of each nest. */
export function capturesOf(binding: Binding, path: NodePath<t.Function>): NodePath<t.Function>[] {
  return [...binding.referencePaths, ...binding.constantViolations].flatMap((use) => {
    let capture: NodePath<t.Function> | null = null;
    for (let parent = use.getFunctionParent(); parent !== path; parent = parent.getFunctionParent()) {
      if (parent === null) return [];
      capture = parent;
    }
    return capture === null ? [] : [capture];
  });
}

function ownAwaits(path: NodePath<t.Function>): t.Node[] {
  const nodes: t.Node[] = [];
  path.get("body").traverse({
    Function: (inner) => inner.skip(),
    AwaitExpression: ({ node }) => {
      nodes.push(node);
    },
  });
  if (t.isAwaitExpression(path.node.body)) nodes.push(path.node.body);
  return nodes;
}

function isParted(binding: Binding, path: NodePath<t.Function>, awaits: readonly t.Node[]): boolean {
  const captures = capturesOf(binding, path);
  const first = Math.min(...captures.map((capture) => captureStart(capture, binding)));
  const { start, end } = binding.scope.block;
  const isAwaitedAfter = awaits.some(
    (node) => (node.end ?? 0) > first && (node.start ?? 0) >= (start ?? 0) && (node.end ?? 0) <= (end ?? 0),
  );
  if (captures.length === 0 || !isAwaitedAfter) return false;
  if (!binding.constant) return first < setOnce(binding);
  if (binding.kind === "param") return false;
  if (binding.kind === "hoisted")
    return captures.some((by) => by.isFunctionDeclaration() && by.node !== binding.path.node);
  return first < (binding.path.isVariableDeclarator() ? (binding.path.node.end ?? 0) : (binding.identifier.end ?? 0));
}

/**
 * The offset at which a variable that is declared without a value gets its only one; beyond the variable's end if it
 * gets several.
 */
function setOnce({ path, constantViolations: [set, ...others] }: Binding): number {
  const isOnce = path.isVariableDeclarator() && !path.node.init && others.length === 0 && set !== undefined;
  if (!isOnce || !set.isAssignmentExpression({ operator: "=" })) return Number.POSITIVE_INFINITY;
  if (set.getFunctionParent() !== path.getFunctionParent()) return Number.POSITIVE_INFINITY;
  return set.findParent((parent) => parent.isLoop()) === null ? (set.node.end ?? 0) : Number.POSITIVE_INFINITY;
}

/**
 * The offset at which a function captures a variable: a declaration does so at the start, one in a loop already in the
 * round before.
 */
function captureStart(capture: NodePath<t.Function>, binding: Binding): number {
  if (capture.isFunctionDeclaration()) return 0;
  let first = capture.node.start ?? 0;
  let parent = capture.parentPath as NodePath | null;
  for (; parent !== null && parent.node !== binding.scope.block; parent = parent.parentPath) {
    if (parent.isLoop() && !binding.constant) first = parent.node.start ?? 0;
  }
  return first;
}
