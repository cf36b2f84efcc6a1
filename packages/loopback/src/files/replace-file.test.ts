import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { machineFiles } from "./file-system.ts";
import { makePrivateFolder, replaceFile } from "./replace-file.ts";
import { failingFiles } from "./testing/failing-files.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "replace-file-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("replacing a file", () => {
  it("makes it readable only for its owner", () => {
    makePrivateFolder(join(folder, "private"));
    const file = join(folder, "private", "key");
    writeFileSync(file, "old", { mode: 0o644 });
    replaceFile(file, "new");
    expect([statSync(file).mode & 0o777, statSync(join(folder, "private")).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(readFileSync(file, "utf8")).toBe("new");
  });

  it.each(["key", "key.next"])("follows no symbolic link at %s", (name) => {
    const victim = join(folder, "victim");
    writeFileSync(victim, "untouched");
    symlinkSync(victim, join(folder, name));
    replaceFile(join(folder, "key"), "secret");
    expect(readFileSync(victim, "utf8")).toBe("untouched");
    expect(readFileSync(join(folder, "key"), "utf8")).toBe("secret");
  });

  it("leaves the old content, and no other file, when the disk is full at any step", () => {
    const file = join(folder, "key");
    const files = failingFiles();
    replaceFile(file, "old");
    let steps = 0;
    for (;;) {
      files.failAt(steps + 1);
      try {
        replaceFile(file, "new", files);
        break;
      } catch (error) {
        expect(error).toMatchObject({
          userFacing: true,
          message: expect.stringMatching(/key: .*ENOSPC.*free some space/),
        });
        expect(readFileSync(file, "utf8")).toBe("old");
        expect(readdirSync(folder)).toEqual(["key"]);
      }
      steps += 1;
    }
    // The steps are opening, writing, syncing and renaming.
    expect(steps).toBe(4);
    expect(readFileSync(file, "utf8")).toBe("new");
  });

  it.each([
    ["EROFS", "read-only"],
    ["EACCES", "writable for its owner"],
  ])("names the file and the fix when the system reports %s", (code, fix) => {
    const openSync = () => {
      throw Object.assign(new Error(code), { code, syscall: "open" });
    };
    mkdirSync(join(folder, "state"));
    expect(() => replaceFile(join(folder, "state", "x"), "", { ...machineFiles, openSync })).toThrow(
      expect.objectContaining({ userFacing: true, message: expect.stringMatching(`state/x: .*${code}.*${fix}`) }),
    );
  });
});
