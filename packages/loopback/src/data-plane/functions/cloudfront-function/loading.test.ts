import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callOf, startFunctions } from "../testing/start-functions.ts";

let started: Awaited<ReturnType<typeof startFunctions>>;
beforeAll(async () => {
  started = await startFunctions();
});
afterAll(() => started.close());

const handler = (body: string) => `function handler(event) { var request = event.request; ${body} return request; }`;

/** CloudFront creates and publishes functions without checking their code, and loads them at the first request. */
describe("A function with code that AWS does not list", () => {
  it.each([
    ["a spread in a branch that is never taken", "if (request.none) { Math.max(...request.none); }"],
    ["console.log with two arguments", "console.log('a', 'b');"],
    ["a global in a branch that is never taken", "if (request.none) { fetch('https://example.com/'); }"],
    ["a method in a branch that is never taken", "if (request.none) { request.none.flat(); }"],
    ["a module in a branch that is never taken", "if (request.none) { require('fs'); }"],
    ["a cause of an error", "try { throw new Error('a', { cause: 1 }); } catch (error) { request.uri = '/a'; }"],
    ["the operator ??", "request.uri = request.none ?? '/a';"],
    ["a shorthand property", "var o = { request };"],
    ["a shorthand method", "var o = { get() { return 1; } };"],
    ["an undeclared name in a branch that is never taken", "if (request.none) { other = 1; }"],
    ["lookbehind", "request.uri = request.uri.replace(/(?<=b)c/, '');"],
    ["globalThis passed on", "(function (g) { return g; })(globalThis);"],
  ])("runs: %s", async (_, body) => {
    const arn = started.publish("unlisted", handler(body));
    const result = await started.functions.run(callOf(arn));
    expect(result).toMatchObject({ kind: "request", request: { uri: "/a" } });
    expect(result.warnings).toEqual([expect.stringMatching(/^unlisted, line 1, column \d+: /)]);
  });

  it("has the warning in the log of its first run only", async () => {
    const arn = started.publish("once", handler("console.log('a', 'b');"));
    expect((await started.functions.run(callOf(arn))).warnings).toHaveLength(1);
    expect((await started.functions.run(callOf(arn))).warnings).toEqual([]);
  });

  it.each([
    ["a global", "new Map();", "Map"],
    ["a method", "[[1]].flat();", "not a function"],
    ["a module", "require('fs');", 'Cannot find module "fs"'],
  ])("fails when it uses %s that does not exist", async (_, body, message) => {
    expect(await started.functions.run(callOf(started.publish("reaches", handler(body))))).toMatchObject({
      kind: "failure",
      status: 503,
      xCache: "FunctionExecutionError from cloudfront",
      message: expect.stringContaining(message),
    });
  });
});

/** AWS reports errors such as `Token "of" not supported in this version`. */
describe("A function that CloudFront does not load", () => {
  it.each([
    ["a class", "class A {}"],
    ["for-of", "for (var a of []) {}"],
    ["destructuring", "var { uri } = request;"],
    ["a default parameter", "function f(a = 1) {}"],
    ["catch without a parameter", "try { request.a.b; } catch {}"],
    ["optional chaining", "request?.uri;"],
    ["a generator", "function* g() {}"],
    ["the flag s", "/a/s.test('a');"],
    ["await outside of an async function", "await 1;"],
    ["a text that is not JavaScript", "if ("],
  ])("fails at every request: %s", async (_, body) => {
    const arn = started.publish("broken", handler(`if (request.none) { ${body} }`));
    for (const _request of [1, 2]) {
      expect(await started.functions.run(callOf(arn))).toMatchObject({
        kind: "failure",
        status: 503,
        message: expect.stringMatching(/^broken, line 1, column \d+: /),
      });
    }
  });

  it.each(["import fs from 'fs';", "export var a = 1;", "import { createHash } from 'crypto';"])(
    "fails at every request: %s",
    async (line) => {
      const arn = started.publish("modules", `${line}\n${handler("")}`);
      expect(await started.functions.run(callOf(arn))).toMatchObject({ kind: "failure", status: 503 });
    },
  );
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html
describe("A function of cloudfront-js-1.0", () => {
  const publish = (code: string) => started.publish("old", code, { runtime: "cloudfront-js-1.0" });

  it.each([
    ["const", handler("const a = 1;"), "A declaration with const"],
    ["let", handler("let a = 1;"), "A declaration with let"],
    ["async", "async function handler(event) { return event.request; }", "async"],
    ["await", "async function handler(event) { await 1; return event.request; }", "async"],
    ["import", `import crypto from 'crypto';\n${handler("")}`, "import"],
  ])("fails at every request with %s, which cloudfront-js-2.0 loads", async (_, code, what) => {
    expect(await started.functions.run(callOf(publish(code)))).toMatchObject({
      kind: "failure",
      message: expect.stringMatching(new RegExp(`${what} is not in the language that AWS lists for cloudfront-js-1.0`)),
    });
    expect(await started.functions.run(callOf(started.publish("new", code)))).toMatchObject({ kind: "request" });
  });

  it("has the methods and modules of its runtime, not those of later ones", async () => {
    const line =
      "request.uri = '/' + String.bytesFrom('YQ', 'base64') + require('crypto').createHash('md5').update('a').digest('hex').length + typeof Buffer;";
    const arn = publish(handler(line));
    const result = await started.functions.run(callOf(arn));
    expect(result).toMatchObject({ request: { uri: "/a32undefined" }, warnings: [] });
  });

  it("has the globals of cloudfront-js-2.0 after that runtime is published", async () => {
    const code = handler("request.uri = '/' + typeof Buffer;");
    expect(await started.functions.run(callOf(publish(code)))).toMatchObject({ request: { uri: "/undefined" } });
    expect(await started.functions.run(callOf(started.publish("old", code)))).toMatchObject({
      request: { uri: "/function" },
    });
  });
});
