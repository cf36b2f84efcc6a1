import { describe, expect, it } from "vitest";
import { Interrupted } from "../process/interruption.ts";
import { UserError } from "../user-error.ts";
import { AlreadyReported, describeFailure } from "./failure.ts";

const running = new AbortController().signal;

describe("the text that a failing command prints", () => {
  it("is the message alone for a user's mistake, of whichever package", () => {
    class Other extends Error {
      readonly userFacing = true;
    }
    expect(describeFailure(new UserError("Fix this."), running)).toEqual({ text: "Fix this.\n", exitCode: 1 });
    expect(describeFailure(new Other("And this."), running)).toEqual({ text: "And this.\n", exitCode: 1 });
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
    const text = `/p/cdktf.out: can't be written (${code}). ${fix}, then run the command again.\n`;
    expect(describeFailure(error, running)).toEqual({ text, exitCode: 1 });
  });

  it("is a defect when a port may not be listened on, or a program may not be started", () => {
    for (const about of [
      { syscall: "listen", address: "127.0.0.1" },
      { syscall: "spawn x", path: "x", spawnargs: [] },
    ]) {
      const error = Object.assign(new Error("EACCES"), { code: "EACCES", ...about });
      expect(describeFailure(error, running).text).toContain("defect");
    }
  });

  it("is nothing when another program said it already", () => {
    expect(describeFailure(new AlreadyReported("terraform plan failed"), running)).toEqual({ text: "", exitCode: 1 });
  });

  it("is a line and the stack for a defect", () => {
    const { text, exitCode } = describeFailure(new TypeError("x is undefined"), running);
    expect(text).toMatch(/^This is a defect of featheredge.*\nTypeError: x is undefined\n {4}at /);
    expect(exitCode).toBe(1);
  });

  it("says that it was stopped, whatever failed because of it", () => {
    const stop = new AbortController();
    stop.abort(new Interrupted("SIGTERM"));
    expect(describeFailure(new Error("socket closed"), stop.signal)).toEqual({ text: "Stopped.\n", exitCode: 143 });
  });
});
