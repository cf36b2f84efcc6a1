import { describe, expect, it } from "vitest";
import { type LoggedRequest, milliseconds, requestLine } from "./request-line.ts";
import { createPaint, writeLine } from "./spans.ts";

const request: LoggedRequest = {
  method: "GET",
  path: "/about/",
  status: 200,
  outcome: "hit",
  durationMs: 3.14,
  distribution: { id: "E1", domainName: "e1.cloudfront.net", name: "Site" },
  host: "localhost:8080",
  failures: [],
};
const write = (replaced: Partial<LoggedRequest>, columns = 60) =>
  writeLine(requestLine({ ...request, ...replaced }, columns), columns, createPaint(false));

describe("requestLine", () => {
  it("has method, path, status, the cache's part, time and distribution in columns", () => {
    expect(write({})).toBe("GET  /about/        200 hit       3.1 ms  Site");
    expect(write({ method: "HEAD", status: 404, outcome: "miss", durationMs: 145, country: "ES" })).toBe(
      "HEAD /about/        404 miss      145 ms  Site ES",
    );
  });

  it("shortens a long path in its middle", () => {
    const line = write({ path: `/${"a".repeat(200)}/end.html` });
    expect(line.length).toBeLessThanOrEqual(60);
    expect(line).toContain("…");
    expect(line).toContain("html  200");
  });

  it("names failed functions, and the host that no distribution has", () => {
    expect(write({ failures: ["auth"], status: 503 }, 90)).toContain("auth failed");
    expect(write({ distribution: undefined, status: 403 })).toContain("localhost:8080");
  });

  it("removes control characters that a request may have", () => {
    expect(write({ path: "/\u001b[2J\u0007x" })).toMatch(/^GET {2}\/x /);
  });
});

describe("milliseconds", () => {
  it.each([
    [0.42, "0.4 ms"],
    [45.6, "46 ms"],
    [1_234, "1.2 s"],
  ])("writes %d as '%s'", (value, text) => {
    expect(milliseconds(value)).toBe(text);
  });
});
