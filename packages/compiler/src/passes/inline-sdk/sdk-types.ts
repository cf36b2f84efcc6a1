/** An object of the SDK that stands for a part of the event: all of them are views without state of their own. */
export type Kind = "request" | "response" | "headers" | "query" | "cookies" | "responseCookies" | "viewer";

/**
 * What an expression may be: one of the SDK's objects, a request or a response, a promise of one of these, the context
 * of a response handler, something else (`plain`), or now this and now that (`mixed`), which nothing is done with.
 * Undefined: nothing yet, or no value.
 */
export type Type =
  | Kind
  | "answer"
  | "promise:request"
  | "promise:response"
  | "promise:answer"
  | "context"
  | "plain"
  | "mixed"
  | undefined;

const answers: readonly Type[] = ["request", "response", "answer"];
const promises: readonly Type[] = ["promise:request", "promise:response", "promise:answer"];

export function join(a: Type, b: Type): Type {
  if (a === undefined || a === b) return b;
  if (b === undefined) return a;
  if (answers.includes(a) && answers.includes(b)) return "answer";
  if (promises.includes(a) && promises.includes(b)) return "promise:answer";
  return "mixed";
}

/** What an async function gives for what it returns. */
export function promiseOf(type: Type): Type {
  if (type === "request" || type === "response" || type === "answer") return `promise:${type}`;
  return type === undefined || type === "plain" || promises.includes(type) ? (type ?? "plain") : "mixed";
}

export function awaited(type: Type): Type {
  return promises.includes(type) ? ((type as string).slice("promise:".length) as Type) : type;
}

/** The properties that are such objects themselves. */
const parts: Readonly<Partial<Record<string, Readonly<Record<string, Kind>>>>> = {
  request: { query: "query", headers: "headers", cookies: "cookies", viewer: "viewer" },
  response: { headers: "headers", cookies: "responseCookies" },
  context: { request: "request" },
};

export function partOf(type: Type, name: string): Type {
  const found = parts[type ?? ""];
  return found !== undefined && Object.hasOwn(found, name) ? found[name] : "plain";
}

export function isView(type: Type): type is Exclude<Kind, "request" | "response"> {
  return ["headers", "query", "cookies", "responseCookies", "viewer"].includes(type ?? "");
}

export function isTyped(type: Type): boolean {
  return type !== undefined && type !== "plain";
}
