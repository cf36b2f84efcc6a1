import { type ViewName, views } from "@featheredge/edge-sdk/views";

/**
 * The type of an expression: one of the SDK's objects, a request or a response, a promise of one of these, the context
 * of a response handler, something else (`plain`), or different types at different times (`mixed`), which the inlining
 * leaves alone. Undefined: not known yet, or no value.
 */
export type Type =
  | ViewName
  | "answer"
  | "promise:request"
  | "promise:response"
  | "promise:answer"
  | "context"
  | "plain"
  | "mixed"
  | undefined;

const answers: readonly Type[] = ["request", "response", "answer"];
/** The types of promises, and those of what they are settled with. */
const promises: ReadonlyMap<Type, Type> = new Map([
  ["promise:request", "request"],
  ["promise:response", "response"],
  ["promise:answer", "answer"],
]);

export function join(a: Type, b: Type): Type {
  if (a === undefined || a === b) return b;
  if (b === undefined) return a;
  if (answers.includes(a) && answers.includes(b)) return "answer";
  if (promises.has(a) && promises.has(b)) return "promise:answer";
  return "mixed";
}

/** The type of an async function's result, by the type that it returns. */
export function promiseOf(type: Type): Type {
  if (type === "request" || type === "response" || type === "answer") return `promise:${type}`;
  return type === undefined || type === "plain" || promises.has(type) ? (type ?? "plain") : "mixed";
}

export function awaited(type: Type): Type {
  return promises.get(type) ?? type;
}

/** The type of a property, which may be a view. */
export function partOf(type: Type, name: string): Type {
  if (type === "context") return name === "request" ? "request" : "plain";
  const parts = isViewName(type) ? views[type].parts : {};
  return Object.hasOwn(parts, name) ? parts[name] : "plain";
}

function isViewName(type: Type): type is ViewName {
  return type !== undefined && Object.hasOwn(views, type);
}

/** True for views other than a request or a response: they have no state, so that one can be made anywhere. */
export function isView(type: Type): type is Exclude<ViewName, "request" | "response"> {
  return isViewName(type) && type !== "request" && type !== "response";
}

export function isTyped(type: Type): boolean {
  return type !== undefined && type !== "plain";
}
