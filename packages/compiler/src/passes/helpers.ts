import { type NodePath, template } from "@babel/core";
import * as t from "@babel/types";
import { isFreshArray, isKnownArray } from "./known-arrays.ts";
import { polyfills, polyfillUses } from "./njs/polyfills.ts";

/**
 * Iteration without iterators: an array is returned as it is, a string as its code points, arguments and a typed array
 * as a copy. Other values throw, as iterating them would. Maps and Sets need no case: the runtime has none.
 */
const toArray = template.statement(`
  function NAME(value) {
    if (Array.isArray(value)) return value;
    var list = [], i = 0, code, end;
    if (typeof value === "string") {
      while (i < value.length) {
        code = value.charCodeAt(i);
        end = i + 1;
        if (code >= 55296 && code < 56320 && end < value.length) {
          code = value.charCodeAt(end);
          if (code >= 56320 && code < 57344) end++;
        }
        list.push(value.slice(i, end));
        i = end;
      }
      return list;
    }
    if (
      Object.prototype.toString.call(value) === "[object Arguments]" ||
      (ArrayBuffer.isView(value) && value.length >= 0)
    ) {
      while (i < value.length) list.push(value[i++]);
      return list;
    }
    throw new TypeError(String(value) + " is not iterable");
  }
`);

/** The items that spread takes from a list at this moment, with undefined for holes. */
const copyOf = template.statement(`
  function NAME(value) {
    var list = TO_ARRAY(value), copy = [], i = 0;
    while (i < list.length) copy.push(list[i++]);
    return copy;
  }
`);

/** `[key]: value` in a literal makes a property, also where an assignment would run a setter or set the prototype. */
const define = template.statement(`
  function NAME(object, key, value) {
    Object.defineProperty(object, key, { value: value, writable: true, enumerable: true, configurable: true });
  }
`);

/** `...source` in a literal. Only for a key called __proto__ does it differ from Object.assign. */
const assign = template.statement(`
  function NAME(object, source) {
    if (source === null || source === undefined || !Object.prototype.hasOwnProperty.call(source, "__proto__")) {
      return Object.assign(object, source);
    }
    Object.keys(source).forEach(function (key) {
      DEFINE(object, key, source[key]);
    });
    return object;
  }
`);

/** `const { a, ...rest } = value`: its own enumerable properties without the named ones. */
const omit = template.statement(`
  function NAME(value, names) {
    var rest = {};
    Object.keys(value).forEach(function (key) {
      if (names.indexOf(key) < 0) DEFINE(rest, key, value[key]);
    });
    return rest;
  }
`);

/** The result of `match`, with null for the empty array that njs gives where nothing matches. */
const orNull = template.statement(`
  function NAME(found) {
    return found && found.length === 0 ? null : found;
  }
`);

const bodies = { toArray, copyOf, define, assign, omit, orNull, ...polyfills };
export type HelperName = keyof typeof bodies;

/** The helpers that a helper's body calls. */
const uses: Partial<Record<HelperName, Readonly<Record<string, HelperName>>>> = {
  copyOf: { TO_ARRAY: "toArray" },
  assign: { DEFINE: "define" },
  omit: { DEFINE: "define" },
  ...polyfillUses,
};

/** The functions that lowered code calls; only those in use are put into the program. */
export class Helpers {
  static readonly #all = new WeakMap<t.Program, Helpers>();
  /** Names that lowering made and sets once: they may be read again instead of being copied. */
  readonly steady = new Set<string>();
  readonly #names = new Map<HelperName, string>();
  readonly #inserted = new Set<HelperName>();

  /** A program's helpers, which the passes that change it share. */
  static of(program: t.Program): Helpers {
    const helpers = Helpers.#all.get(program) ?? new Helpers();
    Helpers.#all.set(program, helpers);
    return helpers;
  }

  /** The items that iterating the expression gives, as an array: not a copy where it is an array already. */
  toArray(path: NodePath, expression: t.Expression): t.Expression {
    return isKnownArray(path.scope, expression) ? expression : this.call(path, "toArray", [expression]);
  }

  /** The items that spreading the expression gives: an array without holes that no other code holds. */
  copyOf(path: NodePath, expression: t.Expression): t.Expression {
    return isFreshArray(path.scope, expression) ? expression : this.call(path, "copyOf", [expression]);
  }

  define(path: NodePath, object: t.Expression, key: t.Expression, value: t.Expression): t.Expression {
    return this.call(path, "define", [object, key, value]);
  }

  assign(path: NodePath, object: t.Expression, source: t.Expression): t.Expression {
    return this.call(path, "assign", [object, source]);
  }

  omit(path: NodePath, expression: t.Expression, keys: t.Expression[]): t.Expression {
    return this.call(path, "omit", [expression, t.arrayExpression(keys)]);
  }

  orNull(path: NodePath, expression: t.Expression): t.Expression {
    return this.call(path, "orNull", [expression]);
  }

  /** Puts the helpers in use into their program, each once. */
  insert(program: NodePath<t.Program>): void {
    // Naming a helper that another one calls adds it to the names that this loop goes through.
    for (const [name, id] of this.#names) {
      if (this.#inserted.has(name)) continue;
      this.#inserted.add(name);
      const used = Object.entries(uses[name] ?? {}).map(([hole, helper]) => [hole, this.name(program, helper)]);
      program.pushContainer("body", bodies[name]({ NAME: t.identifier(id), ...Object.fromEntries(used) }));
    }
  }

  call(path: NodePath, name: HelperName, args: t.Expression[]): t.Expression {
    return t.callExpression(this.name(path, name), args);
  }

  /** The identifier of a helper. */
  name(path: NodePath, name: HelperName): t.Identifier {
    let id = this.#names.get(name);
    if (id === undefined) {
      id = path.scope.getProgramParent().generateUid(name);
      this.#names.set(name, id);
    }
    return t.identifier(id);
  }
}
