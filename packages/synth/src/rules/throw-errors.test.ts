import { type Diagnostic, DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { describe, expect, it } from "vitest";
import { throwErrors } from "./throw-errors.ts";

const diagnostic = (message: string, severity?: "warning") =>
  diagnose("FE-LAM-002", {
    message,
    severity,
    at: { file: "environments/prod.ts", key: "site-prod: aws_lambda_function.sign" },
  });
const deprecated = diagnostic("The runtime 'nodejs20.x' is deprecated.", "warning");

describe("throwErrors", () => {
  it("warns once about a value that AWS accepts for now, and throws nothing", () => {
    const warnings: Diagnostic[] = [];
    throwErrors([deprecated, { ...deprecated }], (warning) => warnings.push(warning));
    expect(warnings).toEqual([deprecated]);
  });

  it("throws the errors, without the warnings", () => {
    const run = () => throwErrors([deprecated, diagnostic("The runtime 'nodejs18.x' is unknown.")], undefined);
    expect(run).toThrow(DiagnosticError);
    expect(run).toThrow(/^environments\/prod\.ts: .*'nodejs18\.x' is unknown\. See \S+$/);
  });
});
