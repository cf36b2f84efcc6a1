import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failingFiles } from "../../files/testing/failing-files.ts";
import { openCollection, type StoredRecord } from "./collection.ts";

interface Thing extends StoredRecord {
  readonly made: Date;
  readonly code: Uint8Array;
}

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "collection-"));
  file = join(folder, "E1.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

const thing = (id: string, text: string): Thing => ({ id, made: new Date(1000), code: new TextEncoder().encode(text) });
const open = (files = failingFiles()) => openCollection<Thing>(folder, files);

describe("a collection that is kept", () => {
  it("has the records that were put into it, in files that only their owner can read", () => {
    open().put(thing("E1", "first"));
    expect([...open()]).toEqual([thing("E1", "first")]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("has the same record in memory and on the disk when the disk is full at any write", () => {
    const files = failingFiles();
    const things = open(files);
    let known = thing("E1", "0");
    things.put(known);
    for (let n = 1; ; n += 1) {
      const changed = thing("E1", String(n));
      files.failAt(n);
      try {
        things.put(changed);
        known = changed;
      } catch (error) {
        expect(error).toMatchObject({ userFacing: true, message: expect.stringContaining(folder) });
      }
      expect(things.get("E1")).toEqual(known);
      expect([...open()]).toEqual([known]);
      if (!files.failed) break;
    }
  });

  it("reports a file in which any one bit was changed, and the fix", () => {
    open().put(thing("E1", "code"));
    const bytes = readFileSync(file);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(file, changed);
      try {
        // White space between members may change without effect.
        expect([...open()]).toEqual([thing("E1", "code")]);
      } catch (error) {
        expect(error).toMatchObject({
          userFacing: true,
          message: expect.stringMatching(/E1\.json is damaged.*delete it/),
        });
      }
    }
  });

  it("reports a file that was truncated at any length", () => {
    open().put(thing("E1", "code"));
    const bytes = readFileSync(file);
    // Only the final line break can be missing.
    for (let length = 0; length < bytes.length - 1; length += 1) {
      writeFileSync(file, bytes.subarray(0, length));
      expect(() => open()).toThrow("E1.json is damaged");
    }
  });

  it.each(["null", "[]", "{}", '"x"', '{"id":"E1"}', '{"record":{"id":"E1"}}', "\0"])(
    "reports a file that contains %j",
    (text) => {
      writeFileSync(file, text);
      expect(() => open()).toThrow(
        expect.objectContaining({ userFacing: true, message: expect.stringContaining(file) }),
      );
    },
  );

  it("leaves no file of a failed write", () => {
    const files = failingFiles();
    files.failAt(3);
    expect(() => open(files).put(thing("E1", "x"))).toThrow("ENOSPC");
    expect(readdirSync(folder)).toEqual([]);
  });
});
