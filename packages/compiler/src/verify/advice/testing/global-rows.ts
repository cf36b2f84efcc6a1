import { type Row, row, whole } from "../row.ts";

const passOn = "function handler(event) {\n  return event.request;\n}";
const withoutIt = "value = 1;";

/** A row for each name in `refusedGlobals`. */
export const globalRows: Readonly<Record<string, Row>> = {
  eval: row("value = eval('1 + 1');", "value = 1 + 1;"),
  setTimeout: row("setTimeout(function () {}, 1);", withoutIt),
  setInterval: row("setInterval(function () {}, 1);", withoutIt),
  setImmediate: row("setImmediate(function () {});", withoutIt),
  clearTimeout: row("clearTimeout(1);", withoutIt),
  queueMicrotask: row(
    "queueMicrotask(function () { value = 1; });",
    "var later = function () { value = 1; }; later(); Promise.resolve().then(later);",
  ),
  fetch: row("fetch('https://example.com/');", withoutIt),
  XMLHttpRequest: row("value = new XMLHttpRequest();", withoutIt),
  WebSocket: row("value = new WebSocket('wss://example.com/');", withoutIt),
  process: whole(
    "function handler(event) {\n  event.request.uri = process.env.TO;\n  return event.request;\n}",
    "import cf from 'cloudfront';\nasync function handler(event) {\n  event.request.uri = await cf.kvs().get('to');\n  return event.request;\n}",
  ),
  performance: row("value = performance.now();", "value = Date.now();"),
  Map: row("value = new Map();", "value = Object.create(null); value.a = 1;"),
  Set: row("value = new Set();", "value = Object.create(null); value.a = true;"),
  WeakMap: row("value = new WeakMap();", "object.kept = 1; value = object.kept;"),
  WeakSet: row("value = new WeakSet();", "object.isMarked = true; value = object.isMarked;"),
  WeakRef: row("value = new WeakRef(object);", "value = object;"),
  Proxy: row("value = new Proxy(object, {});", "value = function (name) { return object[name]; };"),
  Reflect: row(
    "value = Reflect.ownKeys(object);",
    "value = Object.getOwnPropertyNames(object); Math.max.apply(null, list);",
  ),
  Intl: row("value = new Intl.NumberFormat().format(1000);", "value = '1' + ',' + '000';"),
  BigInt: row("value = BigInt(2);", "value = Math.min(2, Number.MAX_SAFE_INTEGER);"),
  URL: row("value = new URL(request.uri, 'https://a/').pathname;", "value = request.uri.split('/');"),
  URLSearchParams: whole(
    `${passOn}\nvar parsed = new URLSearchParams('a=1');`,
    "import querystring from 'querystring';\nfunction handler(event) {\n  event.request.uri += Object.keys(event.request.querystring).length + querystring.parse('a=1').a;\n  return event.request;\n}",
  ),
  Headers: row("value = new Headers();", "value = request.headers;"),
  Request: row("value = new Request('https://example.com/');", "value = request;"),
  Response: row("value = new Response('no');", "value = { statusCode: 200 };"),
  crypto: whole(
    `${passOn}\nvar id = crypto.randomUUID();`,
    `import crypto from 'crypto';\n${passOn}\nvar id = crypto.createHash('md5').update('a').digest('hex');`,
  ),
  querystring: whole(
    `${passOn}\nvar parsed = querystring.parse('a=1');`,
    `import querystring from 'querystring';\n${passOn}\nvar parsed = querystring.parse('a=1');`,
  ),
  window: row("value = window.JSON;", "value = globalThis.JSON;"),
  self: row("value = self.JSON;", "value = globalThis.JSON;"),
  global: row("value = global.JSON;", "value = globalThis.JSON;"),
  module: whole(
    "module.exports = function (event) {\n  return event.request;\n};",
    "function handler(event) {\n  return event.request;\n}",
  ),
  exports: whole(
    "exports.go = function (event) {\n  return event.request;\n};",
    "function handler(event) {\n  return event.request;\n}",
  ),
  structuredClone: row("value = structuredClone(object);", "value = JSON.parse(JSON.stringify(object));"),
  AggregateError: row("value = new AggregateError([]);", "value = new Error('several');"),
  SharedArrayBuffer: row("value = new SharedArrayBuffer(8);", "value = new ArrayBuffer(8);"),
  Atomics: row("value = Atomics.load(bytes, 0);", "value = bytes[0];"),
};
