import { DiagnosticError } from "@featheredge/diagnostics";
import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { Interrupted } from "../process/interruption.ts";
import { AlreadyReported, describeFailure, FailedResult } from "./failure.ts";

const running = new AbortController().signal;
const describeIt = (error: unknown, stop = running) => describeFailure(error, stop);

describe("the failure of a command", () => {
  it("is the diagnostics for a user's mistake", () => {
    const error = DiagnosticError.of("FE-HND-016", { at: { file: "a.ts", line: 1, column: 5 }, message: "is odd." });
    expect(describeIt(error)).toEqual({ diagnostics: error.diagnostics, exitCode: 1 });
  });

  it("is the same for an error of a project's own copy of the diagnostics", () => {
    const { diagnostics } = DiagnosticError.of("FE-ENV-004", { subject: "qa", message: "There is no 'qa'." });
    const foreign = Object.assign(new Error("There is no 'qa'."), { userFacing: true, diagnostics });
    expect(describeIt(foreign)).toEqual({ diagnostics, exitCode: 1 });
  });

  it("is a mistake for arguments that the command line does not know, and nothing for help", () => {
    const unknown = new CommanderError(1, "commander.unknownOption", "error: unknown option '--jsn'");
    expect(describeIt(unknown)).toMatchObject({
      diagnostics: [{ rule: "FE-CLI-001", message: "unknown option '--jsn'." }],
      exitCode: 1,
    });
    const help = new CommanderError(0, "commander.helpDisplayed", "(outputHelp)");
    expect(describeIt(help)).toEqual({ diagnostics: [], text: "", exitCode: 0 });
  });

  it.each([
    ["ENOSPC", "The disk is full: free some space"],
    ["EACCES", "This user may not write there: make the folder writable for its owner"],
    ["EROFS", "The file system is read-only: mount it writable, or move the project"],
    ["ENOTDIR", "A file has the name of the folder: move it away"],
  ])("is the file, the cause and the fix when the system reports %s", (code, fix) => {
    const error = Object.assign(new Error(`${code}: failed, mkdir '/p/cdktf.out'`), {
      code,
      syscall: "mkdir",
      path: "/p/cdktf.out",
    });
    const message = `/p/cdktf.out: can't be written (${code}).`;
    expect(describeIt(error).diagnostics).toMatchObject([
      { rule: "FE-CLI-014", message, fix: `${fix}, then run the command again.` },
    ]);
  });

  it("is a defect when a port may not be listened on, or a program may not be started", () => {
    for (const about of [
      { syscall: "listen", address: "127.0.0.1" },
      { syscall: "spawn x", path: "x", spawnargs: [] },
    ]) {
      const error = Object.assign(new Error("EACCES"), { code: "EACCES", ...about });
      expect(describeIt(error).text).toContain("defect");
    }
  });

  it("is nothing when another program said it already", () => {
    expect(describeIt(new AlreadyReported("terraform plan failed", 3))).toMatchObject({
      diagnostics: [{ rule: "FE-CLI-013", message: "terraform plan failed." }],
      text: "",
      exitCode: 3,
    });
    expect(describeIt(new FailedResult("missing: njs"))).toEqual({ diagnostics: [], text: "", exitCode: 1 });
  });

  it("is a line and the stack for a defect", () => {
    const { text, exitCode } = describeIt(new TypeError("x is undefined"));
    expect(text).toMatch(/^This is a defect of featheredge.*\nTypeError: x is undefined\n {4}at /);
    expect(exitCode).toBe(1);
  });

  it("says that it was stopped, whatever failed because of it", () => {
    const stop = new AbortController();
    stop.abort(new Interrupted("SIGTERM"));
    expect(describeIt(new Error("socket closed"), stop.signal)).toMatchObject({
      diagnostics: [{ rule: "FE-CLI-017" }],
      text: "Stopped.\n",
      exitCode: 143,
    });
  });
});
