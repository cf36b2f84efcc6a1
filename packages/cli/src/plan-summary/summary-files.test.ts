import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diagnose } from "@featheredge/diagnostics";
import { expect, it } from "vitest";
import { clearSummary, readSummaryFiles, writeFailure, writeSummary } from "./summary-files.ts";
import { emptySummary } from "./testing/summary.ts";

it("keeps the last plan of each environment, or the reasons why it failed", () => {
  const root = mkdtempSync(join(tmpdir(), "featheredge-summaries-"));
  try {
    expect(readSummaryFiles(root, "prod")).toEqual({});
    writeSummary(root, emptySummary("prod"), "text");
    writeSummary(root, emptySummary("dev"), "other");
    expect(readSummaryFiles(root, "prod")).toEqual({ summary: emptySummary("prod"), terraformText: "text" });
    clearSummary(root, "prod");
    const diagnostic = diagnose("FE-CLI-020", { subject: "prod", message: "It is too old.", fix: "Plan again." });
    writeFailure(root, "prod", [diagnostic]);
    expect(readSummaryFiles(root, "prod")).toEqual({ diagnostics: [diagnostic] });
    expect(readSummaryFiles(root, "dev").terraformText).toBe("other");
  } finally {
    rmSync(root, { recursive: true });
  }
});
