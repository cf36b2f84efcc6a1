import { describe, expect, it } from "vitest";
import {
  createCloudFrontFunctionEngine,
  NjsMissing,
  njsAvailable,
  njsExceptionsIn,
  type RunResult,
  runInNjs,
} from "../../index.ts";

const event = (uri: string, more: object = {}) => ({
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "198.51.100.1" },
  request: {
    method: "GET",
    uri,
    querystring: {},
    headers: { host: { value: "www.example.com" } },
    cookies: {},
    ...more,
  },
});
const events = [
  event("/"),
  event("/a%20b/%E3%81%82", { querystring: { q: { value: "a+b%20c" } } }),
  event("/日本?x", { cookies: { locale: { value: "es", attributes: "Path=/" } } }),
  event(`/${"a".repeat(8_000)}`, {
    headers: { host: { value: "x" }, accept: { multiValue: [{ value: "a" }], value: "a" } },
  }),
];

const samples: Record<string, string> = {
  rewriting: "function handler(event) { event.request.uri = '/es' + event.request.uri; return event.request; }",
  answering: `function handler(event) {
    return { statusCode: 302, statusDescription: 'Found',
      headers: { location: { value: 'https://' + event.request.headers.host.value + event.request.uri.toLowerCase() } } };
  }`,
  text: `function handler(event) {
    var uri = event.request.uri;
    return [uri.split('/'), uri.replaceAll('a', 'b').slice(0, 20), encodeURIComponent(uri).slice(0, 40),
      uri.padStart(9, '-').slice(0, 9), /\\/(?<first>[^/]*)/.exec(uri).groups.first.length, uri.length,
      uri.trim().endsWith('b'), [3, 1, 2].sort().includes(2), 'x'.codePointAt(0), (0.1 + 0.2).toFixed(2)];
  }`,
  "replaceAll with groups": `function handler(event) {
    return [event.request.uri.slice(0, 20).replaceAll(/([a-z])/g, '<$1>'), 'aXbX'.replaceAll('X', function (x, i) { return i; }), 'ab'.replaceAll('', '-'), 'a.b$c'.replaceAll('.', '[$&]').replaceAll('$', '+')];
  }`,
  hashing: `import crypto from 'crypto';
  function handler(event) {
    var hash = crypto.createHash('sha256').update(event.request.uri);
    return [hash.digest('base64url'), crypto.createHmac('md5', 'k').update(event.request.uri).digest('hex'),
      crypto.createHash('sha1').update('a').digest().toString('hex')];
  }`,
  "query strings": `import querystring from 'querystring';
  function handler(event) {
    var parsed = querystring.parse('a=b+c&d&e=%41%zz&f=%ff&a=2&=x&&g==');
    return [parsed, querystring.stringify({ a: 'b c', d: ['1', '2'], e: '', f: 1, "ü!'()*~": true }), querystring.unescape('a+b')];
  }`,
  buffers: `function handler(event) {
    var buffer = Buffer.from(event.request.uri);
    return [buffer.toString('base64url').slice(0, 40), buffer.length, Buffer.concat([buffer.subarray(0, 1), Buffer.from('aGk', 'base64')]).toString(),
      Buffer.from([1, 2, 3, 4]).readUInt16BE(1), Buffer.byteLength('é'), atob(btoa('hi')), buffer.indexOf('/'), Buffer.from('a').toJSON()];
  }`,
  async: `async function later(value) { const waited = await Promise.resolve(value); return waited; }
  async function handler(event) {
    const uri = await later(event.request.uri);
    const both = await Promise.all([later(1), later(2)]);
    return { uri: uri, both: both };
  }`,
  throwing: `async function handler(event) {
    if (event.request.uri === '/') { throw new TypeError('root'); }
    return JSON.parse('{');
  }`,
  "throwing a value that is not an error": "function handler(event) { throw 'text'; }",
  logging: `function handler(event) { console.log('a' + 1); console.log({ b: [1, null] }); console.log(new Error('c')); console.log(undefined); }`,
  dates:
    "function handler(event) { return [new Date(0).toISOString(), new Date(2020, 0, 1).getTime(), new Date('2020-01-02T03:04:05Z').getHours(), new Date(0).toString()]; }",
  origins: `import cf from 'cloudfront';
  function handler(event) {
    if (event.request.uri === '/') { return event.request; }
    cf.selectRequestOriginById('eu', { hostHeader: 'eu.example.com' });
    cf.updateRequestOrigin({ domainName: 'b.example.com', customHeaders: { 'x-a': undefined }, timeouts: { readTimeout: 5 } });
    cf.createRequestOriginGroup({ originIds: ['a', 'b'], failoverCriteria: { statusCodes: [500] } });
    return event.request;
  }`,
  "a KeyValueStore": `import cf from 'cloudfront';
  const store = cf.kvs('id');
  async function handler(event) {
    const json = await store.get('json', { format: 'json' });
    const exists = await store.exists('none');
    try { await store.get('none'); } catch (error) { return [json, exists, error.message]; }
  }`,
};

describe("njs and QuickJS", () => {
  it.each(Object.entries(samples))("agree on %s", async (_, code) => {
    const keyValueStore = new Map([["json", '{"a":[1]}']]);
    const engine = await createCloudFrontFunctionEngine(code, { keyValueStore });
    const quickJs: RunResult[] = [];
    for (const each of events) {
      const { steps: _steps, ...result } = await engine.run(each);
      quickJs.push(result);
    }
    engine.dispose();
    const njs = await runInNjs(code, events, { keyValueStore });
    expect(comparable(njs)).toEqual(comparable(quickJs));
  });
});

/** The engines word JSON's errors differently, and njs has no stacks. */
function comparable(results: readonly RunResult[]): unknown {
  return results.map(({ error, ...result }) => {
    if (error === undefined) return result;
    return error.name === "SyntaxError" ? "SyntaxError" : { ...result, error: { ...error, stack: undefined } };
  });
}

describe("runInNjs", () => {
  it("gives the raw query by a method, as CloudFront does", async () => {
    const code = "function handler(event) { return [event.request.rawQueryString(), event.request]; }";
    const events = ["a=1&b", "", undefined].map((rawQueryString) => ({ request: { uri: "/", rawQueryString } }));
    const results = await runInNjs(code, events);
    expect(results.map(({ output }) => output)).toEqual([
      ["a=1&b", { uri: "/" }],
      ["", { uri: "/" }],
      [null, { uri: "/" }],
    ]);
  });

  it("answers no events without a result", async () => {
    expect(await runInNjs("function handler() {}", [])).toEqual([]);
  });

  it("keeps one result per event when some never end", async () => {
    const code = `async function handler(event) {
      if (event === 'loop') { for (;;) {} }
      if (event === 'hang') { await new Promise(function () {}); }
      return event;
    }`;
    const results = await runInNjs(code, ["a", "loop", "b", "hang", "c"], { timeoutMs: 500 });
    expect(results.map(({ output, error }) => output ?? error?.name)).toEqual([
      "a",
      "ComputeLimit",
      "b",
      "NeverSettled",
      "c",
    ]);
  });

  it("gives each event the error of code that does not load", async () => {
    const results = await runInNjs("class A {}\nfunction handler() {}", [1, 2]);
    expect(results.map(({ error }) => error?.name)).toEqual(["SyntaxError", "SyntaxError"]);
    expect((await runInNjs("function other() {}", [1]))[0]?.error?.name).toBe("ReferenceError");
  });

  it("makes no code from strings", async () => {
    const [result] = await runInNjs("function handler() { return new Function('return 1')(); }", [1]);
    expect(result?.error?.name).toBe("TypeError");
  });

  it("says how to install njs when it is missing", async () => {
    expect(await njsAvailable("no-such-njs")).toBe(false);
    await expect(runInNjs("function handler() {}", [1], { njs: "no-such-njs" })).rejects.toThrow(NjsMissing);
    await expect(runInNjs("function handler() {}", [1], { njs: "no-such-njs" })).rejects.toThrow(
      "npx featheredge setup",
    );
  });
});

describe("njsExceptionsIn", () => {
  it("names what njs does differently, in the code that meets it", () => {
    expect(
      njsExceptionsIn("function handler() { return 'a'.replaceAll('a', 'b'); }").map(({ unreliable }) => unreliable),
    ).toEqual([false]);
    expect(
      njsExceptionsIn("var a = [1, function () {}]; function handler() {}").map(({ unreliable }) => unreliable),
    ).toEqual([true]);
    expect(njsExceptionsIn("function handler() { return [1]; }")).toEqual([]);
  });

  it("holds: this njs turns the index of a function in an array into text", async () => {
    const code = "var list = [0, function () {}]; function handler() { return typeof 1; }";
    expect((await runInNjs(code, [0]))[0]?.output).toBe("string");
  });
});
