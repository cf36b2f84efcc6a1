import type { NodePath } from "@babel/core";
import type * as t from "@babel/types";
import { isConstant, isPrimitive, isRead, keyOf, memberKey, take, unwrap } from "./config-paths.ts";

/** A read of a handler's config: the longest chain of constant keys that it follows. */
export interface ConfigUse {
  readonly node: NodePath<t.Expression>;
  readonly path: readonly string[];
  readonly value: unknown;
  readonly isPrimitive: boolean;
}

export interface ConfigUses {
  readonly uses: readonly ConfigUse[];
  /** Paths that only bind: `const { locales } = config`, the parameter's `config`. Every name's use is in `uses`. */
  readonly bindings: readonly NodePath[];
  /** True if the context or its config is passed to code that can't be followed, or is written to. */
  readonly escapes: boolean;
}

/** Every use of a handler's config, through destructuring and constant aliases. */
export function collectConfigUses(handle: NodePath<t.Function>, config: unknown): ConfigUses {
  const collector = new Collector(config);
  const context = handle.get("params")[1];
  if (context !== undefined) collector.context(context);
  collector.escapeOnArguments(handle);
  return collector;
}

class Collector implements ConfigUses {
  readonly uses: ConfigUse[] = [];
  readonly bindings: NodePath[] = [];
  escapes = false;
  readonly #config: unknown;

  constructor(config: unknown) {
    this.#config = config;
  }

  escapeOnArguments(handle: NodePath<t.Function>): void {
    handle.traverse({
      Identifier: (path) => {
        if (path.node.name === "arguments" && path.isReferencedIdentifier()) this.escapes = true;
      },
    });
  }

  /** The second parameter: `context` or `{ config }`. */
  context(parameter: NodePath<t.Node>): void {
    if (parameter.isObjectPattern()) this.#contextPattern(parameter);
    else if (parameter.isIdentifier()) this.#contextName(parameter);
    else this.escapes = true;
  }

  #contextPattern(pattern: NodePath<t.ObjectPattern>): void {
    for (const property of pattern.get("properties")) {
      if (!property.isObjectProperty()) this.escapes = true;
      else if (keyOf(property) === "config") {
        this.#pattern(property.get("value"), []);
        this.bindings.push(property);
      }
    }
  }

  #contextName(name: NodePath<t.Identifier>): void {
    const binding = name.scope.getBinding(name.node.name);
    if (binding === undefined || !binding.constant) {
      this.escapes = true;
      return;
    }
    for (const reference of binding.referencePaths) {
      const outer = unwrap(reference);
      const parent = outer.parentPath;
      const id = parent?.isVariableDeclarator() ? parent.get("id") : undefined;
      if (isRead(outer) && parent?.isMemberExpression() && memberKey(parent) === "config") this.#use(parent, []);
      else if (parent?.isVariableDeclarator() && id?.isObjectPattern()) {
        this.#contextPattern(id);
        this.escapes ||= !isConstant(parent);
      } else this.escapes = true;
    }
  }

  /** A pattern that binds the value at `path`; only simple ones are followed. */
  #pattern(target: NodePath<t.Node>, path: readonly string[]): void {
    if (target.isIdentifier()) this.#name(target, path);
    else if (target.isObjectPattern() && this.#canFollow(target, path)) this.#follow(target, path);
    else this.escapes = true;
  }

  #name(target: NodePath<t.Identifier>, path: readonly string[]): void {
    const binding = target.scope.getBinding(target.node.name);
    if (binding === undefined || !binding.constant) {
      this.escapes = true;
      return;
    }
    for (const reference of binding.referencePaths) this.#use(reference, path);
  }

  #follow(pattern: NodePath<t.ObjectPattern>, path: readonly string[]): void {
    for (const property of pattern.get("properties")) {
      if (!property.isObjectProperty()) continue;
      this.#pattern(property.get("value"), [...path, keyOf(property) ?? ""]);
    }
  }

  /** True if every key is constant and present or plainly absent, and no default or rest is involved. */
  #canFollow(pattern: NodePath<t.ObjectPattern>, path: readonly string[]): boolean {
    return pattern.get("properties").every((property) => {
      if (!property.isObjectProperty()) return false;
      const key = keyOf(property);
      const step = key === undefined ? undefined : take(this.#valueAt(path), key);
      if (step === undefined || key === undefined) return false;
      const value = property.get("value");
      if (value.isIdentifier()) return value.scope.getBinding(value.node.name)?.constant === true;
      return value.isObjectPattern() && this.#canFollow(value, [...path, key]);
    });
  }

  /** Climbs from a reference along constant keys as far as the config's own data goes. */
  #use(reference: NodePath<t.Node>, start: readonly string[]): void {
    let path = start;
    let at = reference;
    for (;;) {
      at = unwrap(at);
      const value = this.#valueAt(path);
      if (isPrimitive(value)) break;
      const parent = at.parentPath;
      if (!(parent?.isMemberExpression() || parent?.isOptionalMemberExpression()) || parent.get("object") !== at) break;
      const key = memberKey(parent);
      const step = key === undefined ? undefined : take(value, key);
      if (step === undefined || key === undefined) break;
      path = [...path, key];
      at = parent;
    }
    this.#settle(at, path);
  }

  #settle(at: NodePath<t.Node>, path: readonly string[]): void {
    const value = this.#valueAt(path);
    if (!at.isExpression() || !isRead(at)) {
      this.escapes = true;
      return;
    }
    const parent = at.parentPath;
    if (parent?.isVariableDeclarator() && parent.get("init") === at && isConstant(parent)) {
      const id = parent.get("id");
      const followed =
        (id.isIdentifier() && id.scope.getBinding(id.node.name)?.constant === true) ||
        (id.isObjectPattern() && this.#canFollow(id, path));
      if (followed) {
        this.bindings.push(parent);
        this.#pattern(id, path);
        return;
      }
    }
    this.uses.push({ node: at, path, value, isPrimitive: isPrimitive(value) });
  }

  #valueAt(path: readonly string[]): unknown {
    return path.reduce<unknown>((at, key) => take(at, key)?.value, this.#config);
  }
}
