import { diagnose } from "@featheredge/diagnostics";
import { describe, expect, it } from "vitest";
import type { UpEvent } from "../up/state.ts";
import { eventLines, type LineContext } from "./event-lines.ts";
import { createPaint, writeLine } from "./spans.ts";
import { upState } from "./testing/state.ts";

const none: LineContext = { columns: 60, before: undefined, sources: { read: () => undefined } };
const linesOf = (event: UpEvent, context: Partial<LineContext> = {}) =>
  eventLines(event, upState(), { ...none, ...context }).map((line) =>
    writeLine(line, Number.POSITIVE_INFINITY, createPaint(false)),
  );

describe("eventLines", () => {
  it("announces what is served, and a distribution that was added, changed or removed, with its URLs", () => {
    const [distribution] = upState().distributions;
    if (distribution === undefined) throw new Error("The state has no distribution.");
    expect(linesOf({ type: "serving", milliseconds: 1_240, from: "kept" })).toEqual([
      "✓ serving after 1.2 s",
      "  as it was applied last; Terraform plans meanwhile",
      "  Site",
      "    http://localhost:8080/  https://localhost:8443/",
      "    http://e1.localhost:8080/  https://e1.localhost:8443/",
    ]);
    expect(linesOf({ type: "distribution-added", distribution })).toEqual([
      "+ Site",
      "    http://localhost:8080/  https://localhost:8443/",
      "    http://e1.localhost:8080/  https://e1.localhost:8443/",
    ]);
    expect(linesOf({ type: "distribution-changed", distribution })[0]).toBe("~ Site");
    expect(linesOf({ type: "distribution-removed", distribution })).toEqual(["- Site is not served any more"]);
  });

  it("follows an edit from the change until Terraform has applied it", () => {
    const parts = [{ kind: "cloudfront-function", name: "local-redirects" }] as const;
    expect(linesOf({ type: "changed", files: ["edge-handlers/a/handler.ts"] })).toEqual([
      "› changed: edge-handlers/a/handler.ts",
    ]);
    expect(linesOf({ type: "ahead", parts, milliseconds: 310 })).toEqual([
      "✓ served after 310 ms: local-redirects, ahead of Terraform",
    ]);
    expect(linesOf({ type: "applied", milliseconds: 4_100, after: "edit" })).toEqual(["✓ applied after 4.1 s"]);
    expect(linesOf({ type: "reverted", parts })).toEqual([
      "↩ put back to what Terraform applied last: local-redirects",
    ]);
  });

  it("names the functions whose size a build changed", () => {
    const { build: before } = upState();
    if (before === undefined) throw new Error("The state has no build.");
    const size = (name: string, bytes: number) => ({ name, runtime: "cloudfront-function", bytes }) as const;
    const build = { ...before, functions: [size("redirects", 3_801), size("added", 200)] };
    expect(linesOf({ type: "built", build }, { before })).toEqual([
      "✓ built in 412 ms: redirects 3,736 → 3,801 B, added 200 B, members removed",
    ]);
    expect(linesOf({ type: "built", build: before }, { before })).toEqual(["✓ built in 412 ms"]);
    expect(linesOf({ type: "built", build: before })).toEqual(["✓ built in 412 ms"]);
  });

  it("frames a mistake with its position, its source and its page", () => {
    const mistake = diagnose("FE-CFF-062", {
      message: "fetch() is not in cloudfront-js-2.0, whatever the handler does with its answer.",
      fix: "Run the handler in Lambda@Edge.",
      at: { file: "edge-handlers/a/handler.ts", line: 2, column: 8 },
      page: "https://docs.aws.amazon.com/",
    });
    const read = (file: string) =>
      file === "edge-handlers/a/handler.ts" ? "export default 1;\n\tawait fetch(url);" : undefined;
    expect(linesOf({ type: "failed", diagnostics: [mistake], text: "" }, { sources: { read } })).toEqual([
      "╭─ error FE-CFF-062  edge-handlers/a/handler.ts:2:8",
      "│ fetch() is not in cloudfront-js-2.0, whatever the handler",
      "│ does with its answer.",
      "│ Run the handler in Lambda@Edge.",
      "│ ",
      "│   2 |  await fetch(url);",
      "│     |        ^",
      "│ ",
      "╰─ https://docs.aws.amazon.com/",
      "✗ not applied; what was applied before goes on being served",
    ]);
  });

  it("finds the line of an environment's key", () => {
    const mistake = diagnose("FE-ENV-003", {
      message: "7 is not a string.",
      at: { file: "environments/a.ts", key: "account" },
    });
    const sources = { read: () => "export default {\n  account: 7,\n};", locateKey: () => ({ line: 2, column: 3 }) };
    expect(linesOf({ type: "failed", diagnostics: [mistake], text: "" }, { sources })).toContain(
      "│   2 |   account: 7,",
    );
  });
});
