import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import { constantKey } from "../constants.ts";
import { exportedFunction } from "../exported-function.ts";
import type { LineAndColumn, SimplifiedSource } from "../simplified-source.ts";

/** Names of methods that would change a store. CloudFront's handle of a store has none of them, nor has the SDK's. */
const writing = new Set(
  "put set add write update delete remove clear import putKey updateKey updateKeys deleteKey".split(" "),
);
const mostSteps = 8;

/** A call that would write to a KeyValueStore. */
export interface StoreWrite {
  /** As in `kvs.put()`. */
  readonly call: string;
  readonly at: LineAndColumn;
}

/**
 * Finds calls that would write to the function's KeyValueStore: on the handle of CloudFront's own module, or on `kvs` of
 * a portable handler's context.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html
 */
export function findStoreWrites(source: SimplifiedSource | undefined, isPortable: boolean): StoreWrite[] {
  if (source === undefined) return [];
  const writes: StoreWrite[] = [];
  let context: t.Node | undefined;
  traverse(source.tree, {
    Program(program) {
      const handler = isPortable ? exportedFunction(program) : undefined;
      context = handler?.isFunction() === true ? handler.node.params[1] : undefined;
    },
    CallExpression(path) {
      const callee = path.get("callee");
      if (!callee.isMemberExpression()) return;
      const method = constantKey(callee);
      if (method === undefined || !writing.has(method) || !isStore(callee.get("object"), context, 0)) return;
      writes.push({ call: `${nameOf(callee.node.object)}.${method}()`, at: source.positionOf(path.node) });
    },
  });
  return writes;
}

function isStore(path: NodePath, context: t.Node | undefined, steps: number): boolean {
  if (steps === mostSteps) return false;
  const isIn = (inner: NodePath) => isStore(inner, context, steps + 1);
  if (path.isAwaitExpression()) return isIn(path.get("argument"));
  if (path.isCallExpression()) {
    const callee = path.get("callee");
    return callee.isMemberExpression() && constantKey(callee) === "kvs" && isCloudFront(callee.get("object"));
  }
  if (path.isMemberExpression()) {
    const object = path.get("object");
    return constantKey(path) === "kvs" && object.isIdentifier() && bindingOf(object)?.identifier === context;
  }
  if (!path.isIdentifier()) return false;
  const binding = bindingOf(path);
  if (binding?.kind === "param") return context !== undefined && bindsStore(context, binding.identifier);
  if (!binding?.path.isVariableDeclarator()) return false;
  const { id } = binding.path.node;
  const init = binding.path.get("init");
  if (t.isObjectPattern(id)) {
    const isContext = init.isIdentifier() && bindingOf(init)?.identifier === context;
    return isContext && bindsStore(id, binding.identifier);
  }
  return init.hasNode() && isIn(init);
}

/** True for the default export of CloudFront's module, by `import` or `require`. */
function isCloudFront(path: NodePath): boolean {
  if (path.isCallExpression()) {
    const [module] = path.node.arguments;
    return t.isIdentifier(path.node.callee, { name: "require" }) && t.isStringLiteral(module, { value: "cloudfront" });
  }
  if (!path.isIdentifier()) return false;
  const bound = bindingOf(path)?.path;
  if (t.isImportDeclaration(bound?.parent)) return bound.parent.source.value === "cloudfront";
  if (!bound?.isVariableDeclarator()) return false;
  const init = bound.get("init");
  return init.isCallExpression() && isCloudFront(init);
}

/** True if a pattern binds a name to its property `kvs`. */
function bindsStore(pattern: t.Node, identifier: t.Identifier): boolean {
  if (!t.isObjectPattern(pattern)) return false;
  return pattern.properties.some(
    (property) =>
      t.isObjectProperty(property) && t.isIdentifier(property.key, { name: "kvs" }) && property.value === identifier,
  );
}

function bindingOf(path: NodePath<t.Identifier>) {
  return path.scope.getBinding(path.node.name);
}

function nameOf(object: t.Node): string {
  return t.isIdentifier(object) ? object.name : "kvs";
}
