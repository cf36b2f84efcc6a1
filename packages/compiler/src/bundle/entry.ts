import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { dynamicImport, toLiteral } from "../inline-config/literal.ts";
import type { NativeHandler } from "../native/native-handler.ts";

const adapters: Readonly<Record<EdgeEvent, string>> = {
  "viewer-request": "viewerRequest",
  "origin-request": "originRequest",
  "origin-response": "originResponse",
  "viewer-response": "viewerResponse",
};

/** A KeyValueStore of Lambda@Edge: the SSM parameter that names it, or a store whose keys begin with a prefix. */
export type LambdaStore = string | { readonly parameter: string; readonly keyPrefix: string };

export interface Entry {
  readonly runtime: EdgeRuntime;
  readonly event: EdgeEvent;
  /**
   * The configs that the chain passes to its handlers, in their order; undefined for a handler whose config is inlined.
   */
  readonly configs: readonly unknown[];
  /** The handlers' folders, in the same order. */
  readonly names: readonly string[];
  /** True if a handler of the chain returns a promise; Lambda@Edge has one adapter for both. */
  readonly isAsync: boolean;
  /** Set for a chain of one native handler. */
  readonly native: NativeHandler | undefined;
  /** True if the chain gets its KeyValueStore; in Lambda@Edge, where it finds the store. */
  readonly store: boolean | LambdaStore;
}

/** The generated module's name among a bundle's inputs. */
export const entryFile = "featheredge-entry.js";

/** Prefix of the name by which an entry imports a handler; the handler's index in the chain follows. */
export const handlerPrefix = "featheredge-handler:";

/**
 * The source of the module that joins a chain's handlers to their runtime. A handler's module exports
 * its function: the inlining of the config has taken it out of the SDK's call.
 *
 * CloudFront Functions need a function declaration called `handler`: that is the form AWS documents.
 */
export function writeEntry(entry: Entry): string {
  if (entry.native !== undefined) return nativeEntry(entry, entry.native);
  const imports = entry.configs.map((_, index) => `import h${index} from "${handlerPrefix}${index}";\n`).join("");
  const dynamic = entry.configs.some((config) => literal(config).includes("featheredge")) ? dynamicImport : "";
  return imports + dynamic + (entry.runtime === "lambda-at-edge" ? lambdaEntry(entry) : functionEntry(entry));
}

function nativeEntry({ runtime, isAsync, store }: Entry, native: NativeHandler): string {
  const { form } = native;
  const file = `"${handlerPrefix}0"`;
  if (typeof store === "object" && native.runtime === "cloudfront-function") {
    const { parameter, keyPrefix } = store;
    return `import { handler as native } from ${file};
import { keyValueStore } from "@featheredge/edge-sdk/key-value-store";
import { functionInLambda } from "@featheredge/edge-sdk/preview/function-in-lambda";
const store = keyValueStore(${JSON.stringify(parameter)});
export const handler = functionInLambda(native, { get: (key) => store.get(${JSON.stringify(keyPrefix)} + key) });
`;
  }
  if (runtime === "lambda-at-edge" || form === "declaration") return `export { handler } from ${file};\n`;
  return `import { handler as native } from ${file};
export ${isAsync ? "async " : ""}function handler(event) {
  return ${isAsync ? "await " : ""}native(event);
}
`;
}

function lambdaEntry({ event, configs, names, store }: Entry): string {
  const named = (index: number) => (names.length > 1 ? `, ${JSON.stringify(names[index])}` : "");
  const chain = configs.map((config, index) => `[{ handle: h${index} }, ${literal(config)}${named(index)}]`).join(", ");
  const head = `import { ${adapters[event]} } from "@featheredge/edge-sdk/lambda-at-edge";\n`;
  if (typeof store === "boolean") return `${head}export const handler = ${adapters[event]}([${chain}]);\n`;
  const [parameter, prefix] = typeof store === "string" ? [store, undefined] : [store.parameter, store.keyPrefix];
  const whole = `keyValueStore(${JSON.stringify(parameter)})`;
  const start = `${head}import { keyValueStore } from "@featheredge/edge-sdk/key-value-store";\n`;
  if (prefix === undefined) return `${start}export const handler = ${adapters[event]}([${chain}], ${whole});\n`;
  return `${start}const store = ${whole};
export const handler = ${adapters[event]}([${chain}], { get: (key) => store.get(${JSON.stringify(prefix)} + key) });
`;
}

/** Writes one call after the other, since a loop over the chain would cost steps. */
function functionEntry({ event, configs, names, isAsync, store }: Entry): string {
  const isRequest = event.endsWith("request");
  const [subject, others] = isRequest ? ["request", ""] : ["response", ", request"];
  const calls = configs.map((config, index) => {
    const context = `{ config: ${literal(config)}${store ? ", kvs" : ""}${others} }`;
    return `${isAsync ? "await " : ""}h${index}(${subject}, ${context})`;
  });
  const last = calls.pop();
  const before = calls.map((call, index) => {
    const next = `  at = ${JSON.stringify(names[index + 1])};\n`;
    if (!isRequest) return `  response = ${call};\n${next}`;
    return `  const r${index} = ${call};\n  if (r${index} !== request) return nativeResponse(r${index});\n${next}`;
  });
  const response = isRequest ? "" : `  ${calls.length > 0 ? "let" : "const"} response = responseOf(event.response);\n`;
  const end = isRequest ? `nativeAnswer(${last}, request)` : `nativeResponse(${last})`;
  const body = `  const request = requestOf(event);\n${response}${before.join("")}  return ${end};\n`;
  return `import { kvs, nativeAnswer, nativeResponse, requestOf, responseOf } from "@featheredge/edge-sdk/cloudfront-function";
export ${isAsync ? "async " : ""}function handler(event) {
${calls.length > 0 ? withLog(names[0] ?? "", body) : body}}
`;
}

/** Logs which handler threw, since the function has the names of all. */
function withLog(first: string, body: string): string {
  return `  let at = ${JSON.stringify(first)};
  try {
${body}  } catch (error) {
    console.log(at + " failed: " + error);
    throw error;
  }
`;
}

function literal(config: unknown): string {
  const written = toLiteral(config);
  return "code" in written ? written.code : "void 0";
}
