import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { type Binding, type KnownFunction, returnStatements } from "../known-functions.ts";
import type { SdkFunctions } from "../sdk-functions.ts";
import { awaited, join, partOf, promiseOf, type Type } from "./sdk-types.ts";

/** Finds which expressions of a bundle are objects of the SDK, through variables, parameters and returned values. */
export class Inference {
  readonly #sdk: SdkFunctions;
  /** The functions whose every use is a plain call. */
  readonly #functions = new Map<t.Node, { binding: Binding; path: NodePath<t.Function> }>();
  readonly #calls = new Map<Binding, NodePath<t.Function>>();
  readonly #callees = new Map<t.Node, t.Function>();
  readonly #sources = new Map<Binding, (() => Type)[]>();
  readonly #types = new Map<Binding, Type>();
  readonly #returns = new Map<t.Node, Type>();

  constructor(program: NodePath<t.Program>, functions: readonly KnownFunction[], sdk: SdkFunctions) {
    this.#sdk = sdk;
    this.#collect(program, functions);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [binding, sources] of this.#sources) {
        const type = sources.reduce<Type>((at, source) => join(at, source()), undefined);
        if (type !== this.#types.get(binding)) changed = true;
        this.#types.set(binding, type);
      }
      for (const [node, { path }] of this.#functions) {
        const type = returned(path).reduce<Type>((at, value) => join(at, this.typeOf(value)), undefined);
        if (type !== this.#returns.get(node)) changed = true;
        this.#returns.set(node, type);
      }
    }
  }

  /** True if every use of a function is a plain call, so that its arguments and results are known. */
  isKnown(node: t.Node): boolean {
    return this.#functions.has(node);
  }

  /** The function that a call calls, where all its calls are known. */
  calledBy(call: t.CallExpression): t.Function | undefined {
    return this.#callees.get(call);
  }

  /** True if an argument becomes a parameter with a name, or is dropped. */
  isFollowed(call: NodePath<t.CallExpression>, index: number): boolean {
    const called = this.calledBy(call.node);
    if (called === undefined) return false;
    return called.params.length > index ? t.isIdentifier(called.params[index]) : !t.isRestElement(called.params.at(-1));
  }

  isTracked(identifier: NodePath): boolean {
    const binding = identifier.isIdentifier() ? identifier.scope.getBinding(identifier.node.name) : undefined;
    return binding !== undefined && this.#sources.has(binding);
  }

  typeOf(path: NodePath): Type {
    const { node } = path;
    if (path.isIdentifier()) {
      const binding = path.scope.getBinding(path.node.name);
      if (binding === undefined) return path.node.name === "undefined" ? undefined : "plain";
      return this.#sources.has(binding) ? this.#types.get(binding) : "plain";
    }
    if (path.isNullLiteral() || t.isUnaryExpression(node, { operator: "void" })) return undefined;
    if (path.isMemberExpression()) {
      if (path.node.computed || !t.isIdentifier(path.node.property)) return "plain";
      return partOf(this.typeOf(path.get("object")), path.node.property.name);
    }
    if (path.isCallExpression()) return this.#typeOfCall(path);
    if (path.isAwaitExpression()) return awaited(this.typeOf(path.get("argument")));
    if (path.isConditionalExpression()) {
      return join(this.typeOf(path.get("consequent")), this.typeOf(path.get("alternate")));
    }
    if (path.isLogicalExpression()) return join(this.typeOf(path.get("left")), this.typeOf(path.get("right")));
    if (path.isSequenceExpression()) {
      const last = path.get("expressions").at(-1);
      return last && this.typeOf(last);
    }
    if (path.isAssignmentExpression({ operator: "=" })) return this.typeOf(path.get("right"));
    if (path.isObjectExpression()) {
      const request = path.get("properties").find((found) => isRequestProperty(found.node));
      const isContext = request !== undefined && this.typeOf(request.get("value")) === "request";
      return isContext ? "context" : "plain";
    }
    return "plain";
  }

  #typeOfCall(path: NodePath<t.CallExpression>): Type {
    const callee = path.get("callee");
    if (callee.isIdentifier()) {
      const name = this.#sdk.nameOf(callee);
      if (name === "requestOf") return "request";
      if (name === "responseOf") return "response";
      const called = this.#called(callee);
      if (called === undefined) return "plain";
      const type = this.#returns.get(called.node);
      return called.node.async ? promiseOf(type) : type;
    }
    const isRewrite =
      callee.isMemberExpression({ computed: false }) && t.isIdentifier(callee.node.property, { name: "rewrite" });
    return isRewrite && this.typeOf(callee.get("object")) === "request" ? "request" : "plain";
  }

  #called(callee: NodePath<t.Identifier>): NodePath<t.Function> | undefined {
    const binding = callee.scope.getBinding(callee.node.name);
    return binding && this.#calls.get(binding);
  }

  #collect(program: NodePath<t.Program>, functions: readonly KnownFunction[]): void {
    for (const { path, binding, calls } of functions) {
      // The functions that make views work on the event's own objects.
      if (this.#sdk.isOfViews(binding.identifier.name)) continue;
      this.#functions.set(path.node, { binding, path });
      this.#calls.set(binding, path);
      for (const { node } of calls) this.#callees.set(node, path.node);
    }
    for (const { binding, path } of this.#functions.values()) {
      path.get("params").forEach((parameter, index) => {
        const sources = binding.referencePaths.map((reference) => () => {
          const { parentPath: call } = reference;
          const argument = call?.isCallExpression() ? call.get("arguments")[index] : undefined;
          return argument === undefined ? undefined : this.typeOf(argument);
        });
        this.#track(parameter, sources);
      });
    }
    program.traverse({
      VariableDeclarator: (path) => {
        if (path.parentPath.parentPath?.isForXStatement()) return;
        const id = path.get("id");
        const init = path.get("init");
        if (id.isIdentifier()) this.#track(id, init.isExpression() ? [() => this.typeOf(init)] : []);
        if (!id.isObjectPattern() || !init.isExpression()) return;
        for (const property of id.get("properties")) {
          if (!isSimple(property.node)) continue;
          const name = property.node.key.name;
          this.#track(property.get("value"), [() => partOf(this.typeOf(init), name)]);
        }
      },
    });
  }

  #track(target: NodePath, sources: (() => Type)[]): void {
    const binding = target.isIdentifier() ? target.scope.getBinding(target.node.name) : undefined;
    if (binding === undefined) return;
    const assigned = binding.constantViolations.map((assignment) => () => {
      return assignment.isAssignmentExpression({ operator: "=" }) && assignment.get("left").isIdentifier()
        ? this.typeOf(assignment.get("right"))
        : "plain";
    });
    this.#sources.set(binding, [...sources, ...assigned]);
  }
}

type SimpleProperty = t.ObjectProperty & { readonly key: t.Identifier; readonly value: t.Identifier };

/** `{ headers }` or `{ headers: sent }` of a pattern. */
export function isSimple(node: t.Node): node is SimpleProperty {
  return t.isObjectProperty(node) && !node.computed && t.isIdentifier(node.key) && t.isIdentifier(node.value);
}

function isRequestProperty(node: t.Node): boolean {
  return t.isObjectProperty(node) && !node.computed && t.isIdentifier(node.key, { name: "request" });
}

function returned(path: NodePath<t.Function>): NodePath[] {
  const body = path.get("body");
  if (!body.isBlockStatement()) return [body];
  return returnStatements(path).flatMap((statement) => {
    const argument = statement.get("argument");
    return argument.isExpression() ? [argument] : [];
  });
}
