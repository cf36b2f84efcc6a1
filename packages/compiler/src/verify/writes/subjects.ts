import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { argumentsFor } from "../constants.ts";

/**
 * The meaning of an expression: the request or the response of the event, the one of the two that the handler is
 * handed, or a response that the function makes.
 */
export type Subject = "request" | "response" | "handed" | "generated";

const mostSteps = 8;
/** The SDK's functions that make a response. */
const makers = ["respond", "redirect", "html", "json"];

/** Distinguishes requests, responses and their headers from all else in a handler's source. */
export class Subjects {
  readonly #handlers: readonly (t.Node | undefined)[];

  /** @param handlers functions of portable handlers, whose first parameter is the request or response */
  constructor(...handlers: readonly (t.Node | undefined)[]) {
    this.#handlers = handlers;
  }

  /** The subjects that an expression can be; empty when it is neither a request nor a response, or may not be. */
  of(path: NodePath, steps = 0): readonly Subject[] {
    if (steps === mostSteps) return [];
    if (path.isMemberExpression() || path.isOptionalMemberExpression()) return named(propertyName(path.node));
    if (path.isObjectExpression()) return isNativeResponse(path.node) ? ["generated"] : [];
    if (path.isCallExpression()) return makerOf(path) === undefined ? this.#rewritten(path, steps) : ["generated"];
    if (!path.isIdentifier()) return [];
    const binding = path.scope.getBinding(path.node.name);
    if (binding === undefined) return [];
    const keys = keysInPattern(binding.path, binding.identifier);
    if (keys !== undefined) return named(keys.at(-1));
    if (binding.kind !== "param") return initOf(binding.path).flatMap((init) => this.of(init, steps + 1));
    if (this.#isHanded(binding.scope.path, binding.identifier)) return ["handed"];
    return argumentsFor(path)?.flatMap((argument) => this.of(argument, steps + 1)) ?? named(path.node.name);
  }

  /** The subjects whose headers an expression can be; empty when it is not headers, or may not be. */
  ofHeaders(path: NodePath): readonly Subject[] {
    return this.ofPart(path, "headers");
  }

  /** The subjects of which an expression can be a part, such as their `cookies`; empty when it may not be one. */
  ofPart(path: NodePath, part: string, steps = 0): readonly Subject[] {
    if (steps === mostSteps) return [];
    if (path.isMemberExpression() || path.isOptionalMemberExpression()) {
      const member: NodePath<t.MemberExpression | t.OptionalMemberExpression> = path;
      return propertyName(member.node) === part ? this.of(member.get("object")) : [];
    }
    if (!path.isIdentifier()) return [];
    const binding = path.scope.getBinding(path.node.name);
    if (binding === undefined) return [];
    const keys = keysInPattern(binding.path, binding.identifier);
    if (keys !== undefined) {
      if (keys.at(-1) !== part) return [];
      if (keys.length > 1) return named(keys.at(-2));
      if (binding.kind === "param") return this.#isHanded(binding.scope.path, binding.path.node) ? ["handed"] : [];
      return initOf(binding.path).flatMap((init) => this.of(init));
    }
    if (binding.kind !== "param") return initOf(binding.path).flatMap((init) => this.ofPart(init, part, steps + 1));
    return argumentsFor(path)?.flatMap((argument) => this.ofPart(argument, part, steps + 1)) ?? [];
  }

  /** `request.rewrite()` gives the request back. */
  #rewritten(call: NodePath<t.CallExpression>, steps: number): readonly Subject[] {
    const callee = call.get("callee");
    if (!callee.isMemberExpression() || propertyName(callee.node) !== "rewrite") return [];
    return this.of(callee.get("object"), steps + 1);
  }

  #isHanded(owner: NodePath, parameter: t.Node): boolean {
    return owner.isFunction() && this.#handlers.includes(owner.node) && owner.node.params[0] === parameter;
  }
}

/** The SDK's function with which a call makes a response. */
export function makerOf(call: NodePath<t.CallExpression>): string | undefined {
  const callee = call.get("callee");
  if (!callee.isIdentifier()) return undefined;
  const imported = callee.scope.getBinding(callee.node.name)?.path;
  if (!imported?.isImportSpecifier() || !t.isImportDeclaration(imported.parent)) return undefined;
  if (imported.parent.source.value !== "@featheredge/edge-sdk") return undefined;
  const name = nameOf(imported.node.imported);
  return makers.find((maker) => maker === name);
}

/** An object of AWS's own form of a response: `{ statusCode: 302, headers: … }`, `{ status: "302", headers: … }`. */
export function isNativeResponse({ properties }: t.ObjectExpression): boolean {
  const keys = properties.flatMap((property) =>
    t.isObjectProperty(property) && !property.computed ? [nameOf(property.key)] : [],
  );
  const others = ["headers", "statusDescription", "bodyEncoding"];
  return keys.includes("statusCode") || (keys.includes("status") && others.some((key) => keys.includes(key)));
}

/** A key as it is written, quoted or not. */
export function nameOf(key: t.Node): string | undefined {
  if (t.isIdentifier(key)) return key.name;
  return t.isStringLiteral(key) ? key.value : undefined;
}

function named(name: string | undefined): readonly Subject[] {
  return name === "request" || name === "response" ? [name] : [];
}

function propertyName({ property, computed }: t.MemberExpression | t.OptionalMemberExpression): string | undefined {
  return computed && t.isIdentifier(property) ? undefined : nameOf(property);
}

function initOf(declarator: NodePath): readonly NodePath[] {
  if (!declarator.isVariableDeclarator()) return [];
  const init = declarator.get("init");
  return init.hasNode() ? [init] : [];
}

/** The keys that a pattern binds a name by: `request` and `headers` of `{ request: { headers } }`; none of a plain name. */
function keysInPattern(bound: NodePath, identifier: t.Identifier): readonly (string | undefined)[] | undefined {
  const pattern = bound.isVariableDeclarator() ? bound.node.id : bound.node;
  return t.isPattern(pattern) ? (keysTo(pattern, identifier) ?? []) : undefined;
}

function keysTo(pattern: t.Node, identifier: t.Identifier): readonly (string | undefined)[] | undefined {
  if (pattern === identifier) return [];
  if (!t.isObjectPattern(pattern)) return undefined;
  for (const property of pattern.properties) {
    const inner = t.isObjectProperty(property) ? keysTo(property.value, identifier) : undefined;
    if (inner !== undefined && t.isObjectProperty(property)) return [nameOf(property.key), ...inner];
  }
  return undefined;
}
