import { diagnose } from "@featheredge/diagnostics";
import { describe, expect, it } from "vitest";
import type { UpState } from "../up/state.ts";
import { type BlockView, isBusy, renderBlock } from "./block.ts";
import { createPaint, writeLine } from "./spans.ts";
import { upState } from "./testing/state.ts";

const view: BlockView = { columns: 72, rows: 24, now: 2_300, showsHelp: false, step: undefined };
const paint = createPaint(false);
const draw = (state: UpState, replaced: Partial<BlockView> = {}) => {
  const given = { ...view, ...replaced };
  return renderBlock(state, given).map((line) => writeLine(line, given.columns, paint).trimEnd());
};

describe("renderBlock", () => {
  it("shows environment, Terraform, build, URLs, sizes and keys", () => {
    expect(draw(upState())).toEqual([
      "─".repeat(72),
      "local  ● applied                                         built in 412 ms",
      "Site       http://localhost:8080/  https://localhost:8443/  also e1.loc…",
      "inspector  http://inspector.localhost:8080/",
      "2 functions, 15,969 B: members 12,233 B (Lambda@Edge), redirects 3,736 B",
      "o open   i inspector   r re-apply   c clear cache   h help   q quit",
    ]);
  });

  it.each([
    ["planning", "⠸ Terraform plans, 2 s"],
    ["applying", "⠸ Terraform applies, 2 s"],
    ["applied", "● applied"],
    ["failed", "✗ not applied; what was applied before is served"],
    ["waiting", "○ Terraform follows when the edits end"],
    ["not-run", "○ served as it was applied last"],
  ] as const)("says what Terraform does: %s", (status, text) => {
    const state = upState({ terraform: { status, since: 0 } });
    expect(draw(state)[1]).toContain(`local  ${text}`);
    expect(isBusy(state)).toBe(status === "planning" || status === "applying");
  });

  it("shows the step of a first start, while nothing is served", () => {
    const starting = upState({
      distributions: [],
      inspector: undefined,
      build: undefined,
      terraform: { status: "not-run", since: 0 },
    });
    expect(draw(starting, { step: "Starting AWS on this machine" })).toEqual([
      "─".repeat(72),
      "local  ⠸ Starting AWS on this machine",
      "o open   i inspector   r re-apply   c clear cache   h help   q quit",
    ]);
    expect(isBusy(starting)).toBe(true);
  });

  it("names what is ahead of Terraform, and the first mistake", () => {
    const at = { file: "edge-handlers/a/handler.ts", line: 2, column: 8 };
    const mistake = diagnose("FE-CFF-062", { message: "fetch() is missing.", at });
    const lines = draw(
      upState({ ahead: [{ kind: "cloudfront-function", name: "local-redirects" }], diagnostics: [mistake, mistake] }),
      { columns: 100 },
    );
    expect(lines).toContain("ahead of Terraform: local-redirects");
    expect(lines).toContain("✗ 2 errors, first FE-CFF-062 edge-handlers/a/handler.ts:2:8: fetch() is missing.");
  });

  it("lists the keys with their meanings on request", () => {
    const lines = draw(upState(), { showsHelp: true });
    expect(lines).toContain("r    plan and apply again, even if no file changed");
    expect(lines).toContain("h ?  show or hide this help");
  });

  it("fits into every terminal", () => {
    const urls = [{ http: "http://a.localhost:8080/", https: "https://a.localhost:8443/" }];
    const distributions = Array.from({ length: 40 }, (_, index) => ({ id: `E${index}`, title: `Shop ${index}`, urls }));
    const many = upState({ distributions });
    for (const rows of [3, 8, 12, 24, 60]) {
      for (const columns of [20, 79, 200]) {
        const lines = draw(many, { rows, columns });
        expect(lines.length).toBeLessThan(rows);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      }
    }
    expect(draw(many).find((line) => line.startsWith("and "))).toBe("and 33 more");
  });
});
