import { describe, expect, it } from "vitest";
import { createCloudFrontFunctionEngine } from "../../index.ts";

async function resultOf(expression: string, before = "") {
  const engine = await createCloudFrontFunctionEngine(
    `${before}\nfunction handler() { var r; try { r = ${expression}; } catch (e) { r = e.name + ": " + e.message; } return { r: r }; }`,
    { runtime: "cloudfront-js-1.0" },
  );
  const { output, error } = await engine.run({});
  engine.dispose();
  return error ?? (output as { r: unknown }).r;
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html
describe("cloudfront-js-1.0 in QuickJS", () => {
  it.each([
    ["String.bytesFrom('eyJhIjoxfQ', 'base64url')", '{"a":1}'],
    ["String.bytesFrom([72, 105])", "Hi"],
    ["String.bytesFrom('c3a9', 'hex').fromUTF8()", "é"],
    ["'é'.toUTF8().length", 2],
    ["'é€'.toBytes()", null],
    ["'abc'.toBytes(1, 2)", "b"],
    ["String.bytesFrom('ff', 'hex').fromUTF8()", null],
    ["String.bytesFrom('e9', 'hex').fromBytes()", "é"],
    ["require('crypto').createHash('md5').update('a').digest().length", 16],
    ["require('crypto').createHash('md5').update('a').digest('hex')", "0cc175b9c0f1b6a831c399e269772661"],
    ["require('querystring').parse('a=b').a", "b"],
    ["typeof MemoryError", "function"],
  ])("has what its page lists: %s", async (expression, value) => {
    expect(await resultOf(expression)).toEqual(value);
  });

  it.each([
    "typeof Buffer",
    "typeof Symbol",
    "typeof TextEncoder",
    "typeof atob",
    "typeof DataView",
    "typeof 'a'.replaceAll",
    "typeof Promise.all",
    "typeof Uint8Array.of",
    "typeof Object.getOwnPropertyDescriptors",
  ])("lacks what came with cloudfront-js-2.0: %s", async (expression) => {
    expect(await resultOf(expression)).toBe("undefined");
  });

  it.each(["buffer", "cloudfront"])("has no module '%s'", async (name) => {
    expect(await resultOf(`require('${name}')`)).toBe(`Error: Cannot find module "${name}"`);
    expect(await resultOf("1", `import m from '${name}';`)).toMatchObject({
      message: expect.stringContaining(`Cannot find module "${name}"`),
    });
  });

  it("leaves cloudfront-js-2.0 without the methods for byte strings, in the thread that ran it before", async () => {
    const engine = await createCloudFrontFunctionEngine(
      "function handler() { return [typeof ''.toUTF8, typeof Buffer]; }",
    );
    expect(await engine.run({})).toMatchObject({ output: ["undefined", "function"] });
    engine.dispose();
  });
});
