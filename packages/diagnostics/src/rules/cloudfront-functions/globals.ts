import { pages } from "../../pages.ts";
import { handler, type Rule, statements } from "../rule.ts";

/** Rules about globals that AWS does not list. */
export const globalRules = {
  "FE-CFF-060": {
    title: "eval()",
    reason: "CloudFront Functions can't make code from strings.",
    page: pages.runtime,
    examples: {
      eval: statements("value = eval('1 + 1');", "value = 1 + 1;"),
    },
  },
  "FE-CFF-061": {
    title: "A timer",
    reason: "A function must run to its end without waiting.",
    page: pages.runtime,
    examples: {
      setTimeout: statements("setTimeout(function () {}, 1);", "value = 1;"),
      setInterval: statements("setInterval(function () {}, 1);", "value = 1;"),
      setImmediate: statements("setImmediate(function () {});", "value = 1;"),
      clearTimeout: statements("clearTimeout(1);", "value = 1;"),
      queueMicrotask: statements(
        "queueMicrotask(function () { value = 1; });",
        "var later = function () { value = 1; }; later(); Promise.resolve().then(later);",
      ),
    },
  },
  "FE-CFF-062": {
    title: "A network request",
    reason: "CloudFront Functions have no network access.",
    page: pages.runtime,
    examples: {
      fetch: statements("fetch('https://example.com/');", "value = 1;"),
      XMLHttpRequest: statements("value = new XMLHttpRequest();", "value = 1;"),
      WebSocket: statements("value = new WebSocket('wss://example.com/');", "value = 1;"),
    },
  },
  "FE-CFF-063": {
    title: "process",
    reason: "A function has no access to a process or its environment.",
    page: pages.runtime,
    examples: {
      process: handler(
        `function handler(event) {
  event.request.uri = process.env.TO;
  return event.request;
}`,
        `import cf from 'cloudfront';
async function handler(event) {
  event.request.uri = await cf.kvs().get('to');
  return event.request;
}`,
      ),
    },
  },
  "FE-CFF-064": {
    title: "performance",
    reason: "The runtime has no timers of high resolution.",
    page: pages.runtime,
    examples: {
      performance: statements("value = performance.now();", "value = Date.now();"),
    },
  },
  "FE-CFF-065": {
    title: "A collection",
    reason: "AWS does not list it among the runtime's globals.",
    page: pages.runtime,
    examples: {
      Map: statements("value = new Map();", "value = Object.create(null); value.a = 1;"),
      Set: statements("value = new Set();", "value = Object.create(null); value.a = true;"),
    },
  },
  "FE-CFF-066": {
    title: "A weak collection or reference",
    reason: "AWS does not list it among the runtime's globals.",
    page: pages.runtime,
    examples: {
      WeakMap: statements("value = new WeakMap();", "object.kept = 1; value = object.kept;"),
      WeakSet: statements("value = new WeakSet();", "object.isMarked = true; value = object.isMarked;"),
      WeakRef: statements("value = new WeakRef(object);", "value = object;"),
    },
  },
  "FE-CFF-067": {
    title: "Proxy and Reflect",
    reason: "AWS does not list it among the runtime's globals.",
    page: pages.runtime,
    examples: {
      Proxy: statements("value = new Proxy(object, {});", "value = function (name) { return object[name]; };"),
      Reflect: statements(
        "value = Reflect.ownKeys(object);",
        "value = Object.getOwnPropertyNames(object); Math.max.apply(null, list);",
      ),
    },
  },
  "FE-CFF-068": {
    title: "Intl",
    reason: "The runtime has no locales.",
    page: pages.runtime,
    examples: {
      Intl: statements("value = new Intl.NumberFormat().format(1000);", "value = '1' + ',' + '000';"),
    },
  },
  "FE-CFF-069": {
    title: "URL and URLSearchParams",
    reason: "AWS does not list it among the runtime's globals.",
    page: pages.runtime,
    examples: {
      URL: statements("value = new URL(request.uri, 'https://a/').pathname;", "value = request.uri.split('/');"),
      URLSearchParams: handler(
        `function handler(event) {
  return event.request;
}
var parsed = new URLSearchParams('a=1');`,
        `import querystring from 'querystring';
function handler(event) {
  event.request.uri += Object.keys(event.request.querystring).length + querystring.parse('a=1').a;
  return event.request;
}`,
      ),
    },
  },
  "FE-CFF-070": {
    title: "A class of the Fetch API",
    reason: "A function works on the event's objects.",
    page: pages.eventStructure,
    examples: {
      Headers: statements("value = new Headers();", "value = request.headers;"),
      Request: statements("value = new Request('https://example.com/');", "value = request;"),
      Response: statements("value = new Response('no');", "value = { statusCode: 200 };"),
    },
  },
  "FE-CFF-071": {
    title: "A module without import",
    reason: "AWS lists it as a module only, so it must be loaded first.",
    page: pages.runtime,
    examples: {
      crypto: handler(
        `function handler(event) {
  return event.request;
}
var id = crypto.randomUUID();`,
        `import crypto from 'crypto';
function handler(event) {
  return event.request;
}
var id = crypto.createHash('md5').update('a').digest('hex');`,
      ),
      querystring: handler(
        `function handler(event) {
  return event.request;
}
var parsed = querystring.parse('a=1');`,
        `import querystring from 'querystring';
function handler(event) {
  return event.request;
}
var parsed = querystring.parse('a=1');`,
      ),
    },
  },
  "FE-CFF-072": {
    title: "The global object of another runtime",
    reason: "The global object is named globalThis.",
    page: pages.runtime,
    examples: {
      window: statements("value = window.JSON;", "value = globalThis.JSON;"),
      self: statements("value = self.JSON;", "value = globalThis.JSON;"),
      global: statements("value = global.JSON;", "value = globalThis.JSON;"),
    },
  },
  "FE-CFF-073": {
    title: "module and exports",
    reason: "A function exports nothing: CloudFront calls the one that is named 'handler'.",
    page: pages.runtime,
    examples: {
      module: handler(
        `function handler(event) {
  return event.request;
}
module.exports = { handler: handler };`,
        `function handler(event) {
  return event.request;
}`,
      ),
      exports: handler(
        `function handler(event) {
  return event.request;
}
exports.handler = handler;`,
        `function handler(event) {
  return event.request;
}`,
      ),
    },
  },
  "FE-CFF-074": {
    title: "structuredClone()",
    reason: "AWS does not list it among the runtime's globals.",
    page: pages.runtime,
    examples: {
      structuredClone: statements("value = structuredClone(object);", "value = JSON.parse(JSON.stringify(object));"),
    },
  },
  "FE-CFF-075": {
    title: "AggregateError",
    reason: "AWS does not list it among the runtime's globals.",
    page: pages.runtime,
    examples: {
      AggregateError: statements("value = new AggregateError([]);", "value = new Error('several');"),
    },
  },
  "FE-CFF-076": {
    title: "Shared memory",
    reason: "AWS does not list it among the runtime's globals.",
    page: pages.runtime,
    examples: {
      SharedArrayBuffer: statements("value = new SharedArrayBuffer(8);", "value = new ArrayBuffer(8);"),
      Atomics: statements("value = Atomics.load(bytes, 0);", "value = bytes[0];"),
    },
  },
  "FE-CFF-077": {
    title: "A global of cloudfront-js-2.0 in cloudfront-js-1.0",
    reason: "The global came with cloudfront-js-2.0.",
    page: pages.runtime10,
    examples: {},
  },
} as const satisfies Readonly<Record<`FE-CFF-${string}`, Rule>>;
