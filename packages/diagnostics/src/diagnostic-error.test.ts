import { describe, expect, it } from "vitest";
import { diagnose, locate } from "./diagnostic.ts";
import { DiagnosticError } from "./diagnostic-error.ts";
import { pages } from "./pages.ts";

const header = diagnose("FE-EVT-001", {
  subject: "x-cache",
  message: "The header 'x-cache' is CloudFront's own.",
  fix: "Leave it alone.",
});

describe("diagnose", () => {
  it("takes the page from the rule, and is an error by default", () => {
    expect(header).toEqual({
      rule: "FE-EVT-001",
      severity: "error",
      subject: "x-cache",
      message: "The header 'x-cache' is CloudFront's own.",
      fix: "Leave it alone.",
      at: undefined,
      page: pages.edgeFunctionRestrictions,
    });
  });

  it("takes the key as subject where the rule's check names none", () => {
    const at = { file: "environments/prod.ts", key: "account" };
    expect(locate(diagnose("FE-ENV-003", { message: "7 is not a string." }), at)).toMatchObject({
      at,
      subject: "account",
    });
  });
});

describe("DiagnosticError", () => {
  it("has a paragraph for each error in its message, and none for warnings and notes", () => {
    const at = { file: "edge-handlers/a/handler.ts", line: 3, column: 9 };
    const error = new DiagnosticError([
      locate(header, at),
      { ...header, severity: "note" },
      diagnose("FE-ENV-003", { message: "7 is not a string.", at: { file: "environments/prod.ts", key: "account" } }),
    ]);
    expect(error.message).toBe(
      `edge-handlers/a/handler.ts:3:9: The header 'x-cache' is CloudFront's own. Leave it alone. See ${pages.edgeFunctionRestrictions}\n\nenvironments/prod.ts: account: 7 is not a string.`,
    );
    expect(error).toMatchObject({ userFacing: true, diagnostics: { length: 3 } });
  });
});
