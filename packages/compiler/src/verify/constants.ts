import type { NodePath } from "@babel/core";
import * as t from "@babel/types";

const mostCalls = 8;

/**
 * The constants that an expression can be: one, or one for each call of the function whose parameter it is, or for each
 * element of the array that a loop walks. Undefined when any of them is not constant.
 */
export function constantsOf(value: NodePath, depth = 0): readonly unknown[] | undefined {
  const known = value.evaluate();
  if (known.confident) return [known.value];
  if (depth === mostCalls) return undefined;
  if (value.isMemberExpression()) return propertiesOf(value, depth);
  if (!value.isIdentifier()) return undefined;
  const passed = argumentsFor(value);
  if (passed !== undefined) return everyConstant(passed, depth);
  const loop = loopOf(value);
  if (loop === undefined) return undefined;
  const [array] = constantsOf(loop.get("right"), depth + 1) ?? [];
  return Array.isArray(array) ? array : undefined;
}

function propertiesOf(value: NodePath<t.MemberExpression>, depth: number): readonly unknown[] | undefined {
  const key = constantKey(value);
  const objects = constantsOf(value.get("object"), depth + 1);
  if (key === undefined) return undefined;
  return objects?.map((one) => (typeof one === "object" && one !== null ? Reflect.get(one, key) : undefined));
}

function everyConstant(values: readonly NodePath[], depth: number): readonly unknown[] | undefined {
  const constants = values.map((value) => constantsOf(value, depth + 1));
  return constants.every((one) => one !== undefined) ? constants.flatMap((one) => one ?? []) : undefined;
}

function loopOf(variable: NodePath<t.Identifier>): NodePath<t.ForOfStatement> | undefined {
  const declarator = variable.scope.getBinding(variable.node.name)?.path;
  if (!declarator?.isVariableDeclarator() || !t.isIdentifier(declarator.node.id)) return undefined;
  const loop = declarator.parentPath.parentPath;
  return loop?.isForOfStatement() ? loop : undefined;
}

/**
 * The arguments for a parameter, at every call of its function.
 *
 * @returns undefined when the identifier is not a parameter, or not every use of its function is a call that can be seen
 */
export function argumentsFor(parameter: NodePath<t.Identifier>): readonly NodePath[] | undefined {
  const binding = parameter.scope.getBinding(parameter.node.name);
  if (binding?.kind !== "param" || !binding.constant) return undefined;
  const owner = binding.scope.path;
  if (!owner.isFunction()) return undefined;
  const index = owner.node.params.indexOf(binding.identifier);
  const uses = nameOf(owner)?.referencePaths ?? [];
  const given = uses.flatMap((use) => {
    const call = use.parentPath;
    if (!call?.isCallExpression() || call.node.callee !== use.node) return [];
    const argument = call.get("arguments")[index];
    return argument === undefined ? [] : [argument];
  });
  return index >= 0 && uses.length > 0 && given.length === uses.length ? given : undefined;
}

function nameOf(owner: NodePath<t.Function>) {
  const name = t.isFunctionDeclaration(owner.node) ? owner.node.id : variableName(owner.parent);
  const binding = name ? owner.parentPath?.scope.getBinding(name.name) : undefined;
  return binding?.constant === true ? binding : undefined;
}

function variableName(parent: t.Node): t.Identifier | undefined {
  return t.isVariableDeclarator(parent) && t.isIdentifier(parent.id) ? parent.id : undefined;
}

/** A property's name where it is constant: `headers.via`, `headers["via"]`, `headers[name]` with a constant `name`. */
export function constantKey(member: NodePath<t.MemberExpression | t.OptionalMemberExpression>): string | undefined {
  const { property, computed } = member.node;
  if (!computed && t.isIdentifier(property)) return property.name;
  const known = member.get("property").evaluate();
  return known.confident && typeof known.value === "string" ? known.value : undefined;
}

/** The certain beginning of a text; empty where none is certain, undefined where the value may not be a text. */
export function beginningOf(value: NodePath): { readonly text: string; readonly isWhole: boolean } | undefined {
  const known = value.evaluate();
  if (known.confident) return typeof known.value === "string" ? { text: known.value, isWhole: true } : undefined;
  if (value.isTemplateLiteral()) {
    const text = value.node.quasis[0]?.value.cooked ?? "";
    const [first] = value.get("expressions");
    return text === "" && first !== undefined ? part(beginningOf(first)) : { text, isWhole: false };
  }
  if (value.isBinaryExpression({ operator: "+" })) return part(beginningOf(value.get("left")));
  return { text: "", isWhole: false };
}

function part(left: ReturnType<typeof beginningOf>) {
  return left && { text: left.text, isWhole: false };
}
