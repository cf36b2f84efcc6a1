import { describe, expect, it } from "vitest";
import { checkLambdaRuntime } from "../index.ts";

describe("checkLambdaRuntime", () => {
  it.each(["nodejs22.x", "nodejs24.x", "python3.13"])("accepts %s", (runtime) => {
    expect(checkLambdaRuntime(runtime)).toBeUndefined();
  });

  it.each([
    ["nodejs20.x", "is deprecated since 2026-04-30"],
    ["nodejs26.x", "is new in Lambda"],
  ])("warns about %s", (runtime, reason) => {
    expect(checkLambdaRuntime(runtime)).toMatchObject({
      severity: "warning",
      message: expect.stringContaining(reason),
    });
  });

  it.each(["nodejs18.x", "constructor", "java21"])("rejects %s", (runtime) => {
    const diagnostic = checkLambdaRuntime(runtime);
    expect(diagnostic?.severity).toBe("error");
    expect(diagnostic?.fix).toContain("Use nodejs20.x, nodejs22.x, nodejs24.x, nodejs26.x or one of Python's.");
  });
});
