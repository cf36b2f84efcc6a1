import { type NodePath, types as t, template } from "@babel/core";
import { isKnownArray } from "./known-arrays.ts";

/**
 * Iteration without iterators: an array is itself, a string its code points, an array-like (arguments, a typed array)
 * a copy. Anything else throws, as iterating it would. Maps and Sets need no case: the runtime has none.
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
    if (value && typeof value === "object" && typeof value.length === "number") {
      while (i < value.length) list.push(value[i++]);
      return list;
    }
    throw new TypeError(String(value) + " is not iterable");
  }
`);

/** `const { a, ...rest } = value`: its own enumerable properties without the named ones. */
const omit = template.statement(`
  function NAME(value, names) {
    var rest = {};
    Object.keys(value).forEach(function (key) {
      if (names.indexOf(key) < 0) rest[key] = value[key];
    });
    return rest;
  }
`);

const bodies = { toArray, omit };
type HelperName = keyof typeof bodies;

/** The functions that lowered code calls; only those in use are put into the bundle. */
export class Helpers {
  /** Names that lowering made and sets once: they may be read again instead of being copied. */
  readonly steady = new Set<string>();
  readonly #names = new Map<HelperName, string>();

  /** What iterating the expression gives, as an array: not a copy where it is an array already. */
  toArray(path: NodePath, expression: t.Expression): t.Expression {
    return isKnownArray(path.scope, expression) ? expression : this.#call(path, "toArray", [expression]);
  }

  omit(path: NodePath, expression: t.Expression, keys: t.Expression[]): t.Expression {
    return this.#call(path, "omit", [expression, t.arrayExpression(keys)]);
  }

  insert(program: NodePath<t.Program>): void {
    for (const [name, id] of this.#names) {
      program.pushContainer("body", bodies[name]({ NAME: t.identifier(id) }));
    }
  }

  #call(path: NodePath, name: HelperName, args: t.Expression[]): t.Expression {
    let id = this.#names.get(name);
    if (id === undefined) {
      id = path.scope.getProgramParent().generateUid(name);
      this.#names.set(name, id);
    }
    return t.callExpression(t.identifier(id), args);
  }
}
