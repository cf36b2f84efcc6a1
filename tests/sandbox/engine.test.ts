import { createCloudFrontFunctionEngine, type EngineResult } from "@featheredge/runtimes";
import { afterAll, describe, expect, it } from "vitest";
import { allAttempts } from "./attempts/index.ts";
import { viewerRequest } from "./event.ts";
import { hostileCalls, hostileValues } from "./hostile-calls.ts";
import { hideSecret } from "./secret.ts";

const secret = hideSecret();
const store = new Map([["key", "value"]]);
const calm = await createCloudFrontFunctionEngine("function handler(event) { return event.request; }");
afterAll(() => {
  calm.dispose();
  secret.remove();
});

/** Runs code without the language check: the sandbox must hold alone. */
async function attempt(code: string): Promise<EngineResult> {
  const engine = await createCloudFrontFunctionEngine(code, { keyValueStore: store });
  const result = await engine.run(viewerRequest);
  engine.dispose();
  return result;
}

const attempts = allAttempts(secret.file);

describe("the sandbox of a CloudFront Function, without the language check", () => {
  it("has more than 150 attempts with different names", () => {
    expect(new Set(attempts.map(({ name }) => name)).size).toBe(attempts.length);
    expect(attempts.length).toBeGreaterThan(150);
  });

  it.each(attempts)("holds against $name", async ({ code }) => {
    const result = await attempt(code);
    expect(secret.isIn(JSON.stringify(result))).toBe(false);
    expect(result.error?.name).not.toBe("EngineFailure");
    expect(await calm.run(viewerRequest)).toMatchObject({ output: { uri: "/" } });
  });

  it("reveals an attempt that reaches the host, so that the tests above can fail", async () => {
    const { code } = attempts.find(({ name }) => name === 'require("fs")') ?? { code: "" };
    const reached = await attempt(code.replace(/require\("fs"\)/, "{ readFileSync: {} }"));
    expect(secret.isIn(JSON.stringify(reached))).toBe(true);
  });
});

describe("a function of the host, given hostile arguments", () => {
  it.each(hostileCalls)("%s neither crashes nor exposes the host", async (call) => {
    const code = `
import cf from 'cloudfront';
const crypto = require('crypto'), querystring = require('querystring'), buffer = require('buffer').Buffer;
async function handler(event) {
  const values = [${hostileValues.map((value) => `() => (${value})`).join(", ")}];
  const seen = [];
  for (let i = 0; i < values.length; i += 1) {
    for (let j = 0; j < 2; j += 1) {
      try {
        const a = values[i](), b = j === 0 ? undefined : values[(i * 7 + 3) % values.length]();
        const value = await (${call});
        seen.push(typeof value + (value && value.process ? "ESCAPED" : ""));
      } catch (error) { seen.push("thrown"); }
    }
  }
  return { statusCode: 200, body: seen.join(" ") };
}`;
    const result = await attempt(code);
    expect(secret.isIn(JSON.stringify(result))).toBe(false);
    expect(result.error?.name).not.toBe("EngineFailure");
    // All values were tried, unless one of them used up the function's own memory.
    const tried = String((result.output as { body?: string } | undefined)?.body ?? "").split(" ").length;
    if (result.error === undefined) expect(tried).toBe(2 * hostileValues.length);
    else expect(["MemoryLimit", "ComputeLimit"]).toContain(result.error.name);
    expect(await calm.run(viewerRequest)).toMatchObject({ output: { uri: "/" } });
  });
});
