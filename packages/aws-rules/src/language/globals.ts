import { pages, type RuleId } from "@featheredge/diagnostics";

/**
 * The globals of cloudfront-js-2.0: AWS's list, `require`, which the page uses to load modules, and `Buffer`, which
 * AWS's own samples use without loading it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const globals: readonly string[] = [
  "globalThis",
  "undefined",
  "NaN",
  "Infinity",
  "arguments",
  "decodeURI",
  "decodeURIComponent",
  "encodeURI",
  "encodeURIComponent",
  "isFinite",
  "isNaN",
  "parseFloat",
  "parseInt",
  "atob",
  "btoa",
  "require",
  "console",
  "Array",
  "ArrayBuffer",
  "Boolean",
  "Buffer",
  "DataView",
  "Date",
  "Function",
  "JSON",
  "Math",
  "Number",
  "Object",
  "Promise",
  "RegExp",
  "String",
  "Symbol",
  "TextDecoder",
  "TextEncoder",
  "Error",
  "EvalError",
  "InternalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
  "Float32Array",
  "Float64Array",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Uint32Array",
];

const needsLambda = "Run the handler in Lambda@Edge, or do without.";
const noTimers = "a function must run to its end without waiting";
const noNetwork = "CloudFront Functions have no network access";
const noEvaluation = "code can't be made from strings";

/** A global that a runtime does not have. */
export interface RefusedGlobal {
  readonly rule: RuleId;
  readonly reason: string;
  readonly fix: string;
  /** Of the documentation, where the runtime's own page is not the best one. */
  readonly page?: string;
}

/** Well-known globals that cloudfront-js-2.0 does not have. */
export const refusedGlobals: Readonly<Record<string, RefusedGlobal>> = {
  eval: { rule: "FE-CFF-060", reason: noEvaluation, fix: "Write the code out." },
  setTimeout: { rule: "FE-CFF-061", reason: noTimers, fix: "Remove the timer." },
  setInterval: { rule: "FE-CFF-061", reason: noTimers, fix: "Remove the timer." },
  setImmediate: { rule: "FE-CFF-061", reason: noTimers, fix: "Remove the timer." },
  clearTimeout: { rule: "FE-CFF-061", reason: noTimers, fix: "Remove the timer." },
  queueMicrotask: { rule: "FE-CFF-061", reason: noTimers, fix: "Call the function, or use Promise.resolve().then()." },
  fetch: { rule: "FE-CFF-062", reason: noNetwork, fix: needsLambda },
  XMLHttpRequest: { rule: "FE-CFF-062", reason: noNetwork, fix: needsLambda },
  WebSocket: { rule: "FE-CFF-062", reason: noNetwork, fix: needsLambda },
  process: {
    rule: "FE-CFF-063",
    reason: "there is no access to a process or its environment",
    fix: "Put values into the handler's config, or read them from a KeyValueStore.",
  },
  performance: {
    rule: "FE-CFF-064",
    reason: "there are no timers of high resolution",
    fix: "Use Date; it does not change during a run.",
  },
  Map: { rule: "FE-CFF-065", reason: "AWS does not list it", fix: "Use an object made by Object.create(null)." },
  Set: {
    rule: "FE-CFF-065",
    reason: "AWS does not list it",
    fix: "Use an object made by Object.create(null), with names as keys.",
  },
  WeakMap: { rule: "FE-CFF-066", reason: "AWS does not list it", fix: "Keep the value on the object itself." },
  WeakSet: { rule: "FE-CFF-066", reason: "AWS does not list it", fix: "Keep a mark on the object itself." },
  WeakRef: { rule: "FE-CFF-066", reason: "AWS does not list it", fix: "Keep the object itself." },
  Proxy: { rule: "FE-CFF-067", reason: "AWS does not list it", fix: "Use functions that read and write." },
  Reflect: { rule: "FE-CFF-067", reason: "AWS does not list it", fix: "Use Object's methods, or apply." },
  Intl: { rule: "FE-CFF-068", reason: "AWS does not list it", fix: "Format by hand." },
  BigInt: { rule: "FE-CFF-032", reason: "AWS does not list it", fix: "Use a number up to Number.MAX_SAFE_INTEGER." },
  URL: { rule: "FE-CFF-069", reason: "AWS does not list it", fix: "Use event.request.uri and split()." },
  URLSearchParams: {
    rule: "FE-CFF-069",
    reason: "AWS does not list it",
    fix: "Use event.request.querystring, or the querystring module.",
    page: pages.eventStructure,
  },
  Headers: {
    rule: "FE-CFF-070",
    reason: "AWS does not list it",
    fix: "Use event.request.headers.",
    page: pages.eventStructure,
  },
  Request: {
    rule: "FE-CFF-070",
    reason: "AWS does not list it",
    fix: "Use event.request.",
    page: pages.eventStructure,
  },
  Response: {
    rule: "FE-CFF-070",
    reason: "AWS does not list it",
    fix: "Return an object with statusCode.",
    page: pages.eventStructure,
  },
  crypto: {
    rule: "FE-CFF-071",
    reason: "AWS lists it as a module only",
    fix: "Load it with import crypto from 'crypto'.",
  },
  querystring: {
    rule: "FE-CFF-071",
    reason: "AWS lists it as a module only",
    fix: "Load it with import querystring from 'querystring'.",
  },
  window: { rule: "FE-CFF-072", reason: "AWS does not list it", fix: "Use globalThis." },
  self: { rule: "FE-CFF-072", reason: "AWS does not list it", fix: "Use globalThis." },
  global: { rule: "FE-CFF-072", reason: "AWS does not list it", fix: "Use globalThis." },
  module: { rule: "FE-CFF-073", reason: "a function exports nothing", fix: "Declare a function named 'handler'." },
  exports: { rule: "FE-CFF-073", reason: "a function exports nothing", fix: "Declare a function named 'handler'." },
  structuredClone: {
    rule: "FE-CFF-074",
    reason: "AWS does not list it",
    fix: "Use JSON.parse(JSON.stringify(value)).",
  },
  AggregateError: { rule: "FE-CFF-075", reason: "AWS does not list it", fix: "Use Error." },
  SharedArrayBuffer: { rule: "FE-CFF-076", reason: "AWS does not list it", fix: "Use ArrayBuffer." },
  Atomics: { rule: "FE-CFF-076", reason: "AWS does not list it", fix: "Remove it: nothing is shared." },
};
