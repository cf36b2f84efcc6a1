import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FileSystem } from "../../files/file-system.ts";
import { failingFiles } from "../../files/testing/failing-files.ts";
import { ownRequest } from "../request/request.ts";
import { type Journal, openJournal } from "./journal.ts";

let directory: string;
let journal: Journal;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "journal-"));
  journal = openJournal(directory);
});

afterEach(() => {
  journal.close();
  rmSync(directory, { recursive: true });
});

const put = (key: string, body: string | Buffer) => ({
  ...ownRequest({ account: "123456789012", region: "eu-west-1", service: "s3", method: "PUT", path: `/b/${key}` }),
  body: Buffer.from(body),
});

function again(): Journal {
  journal.close();
  journal = openJournal(directory);
  return journal;
}

describe("the journal", () => {
  it("returns each request unchanged, short or long, text or bytes", async () => {
    const bodies = ["text ✓", Buffer.from([0xff, 0x00]), Buffer.alloc(100_000, 0xfe), ""];
    for (const [index, body] of bodies.entries()) {
      journal.settle(journal.begin(put(`k${index}`, body), false), 200);
    }
    const { entries, requestOf } = again();
    expect(entries.map(requestOf)).toEqual(bodies.map((body, index) => put(`k${index}`, body)));
    expect(entries.map((entry) => entry.status)).toEqual([200, 200, 200, 200]);
  });

  it("keeps a request without a status", async () => {
    journal.begin(put("k", "1"), false);
    expect(again().entries).toMatchObject([{ number: 1, path: "/b/k" }]);
    expect(journal.entries[0]?.status).toBeUndefined();
    journal.settle(1, 200);
    expect(again().entries).toMatchObject([{ number: 1, status: 200 }]);
  });

  it("continues its numbers, so that no two requests have the same seed", async () => {
    journal.settle(journal.begin(put("k", "1"), false), 200);
    journal.settle(journal.begin(put("k", "2"), false), 200);
    again();
    expect(journal.begin(put("k", "3"), false)).toBe(3);
  });

  it("ignores a line that was being written when the process was killed", async () => {
    journal.settle(journal.begin(put("k", "1"), false), 200);
    appendFileSync(join(directory, "journal"), '{"number":2,"method":"PU');
    expect(again().entries).toHaveLength(1);
    expect(readFileSync(join(directory, "journal"), "utf8")).toMatch(/\}\n$/);
  });

  it("deletes the bytes of objects that it no longer needs", async () => {
    for (const fill of [1, 2, 3]) {
      journal.settle(journal.begin(put("k", Buffer.alloc(10_000, fill)), false), 200);
    }
    expect(readdirSync(join(directory, "blobs"))).toHaveLength(3);
    again();
    expect(readdirSync(join(directory, "blobs"))).toHaveLength(1);
  });

  it("is readable and complete when the disk is full at any write", () => {
    const files = failingFiles();
    journal.close();
    journal = openJournal(directory, files);
    const acknowledged: string[] = [];
    let failures = 0;
    for (const size of [10, 10_000]) {
      for (let n = 1; ; n += 1) {
        const request = put(`k${size}-${n}`, Buffer.alloc(size, n));
        files.failAt(n);
        try {
          journal.settle(journal.begin(request, false), 200);
          acknowledged.push(request.path);
        } catch (error) {
          failures += 1;
          expect(error).toMatchObject({ userFacing: true, message: expect.stringContaining("ENOSPC") });
        }
        if (!files.failed) break;
      }
    }
    expect(failures).toBeGreaterThan(4);
    const { entries, requestOf } = again();
    expect(entries.map(({ path }) => path)).toEqual(acknowledged);
    expect(new Set(entries.map(({ number }) => number)).size).toBe(entries.length);
    expect(entries.map((entry) => requestOf(entry).body.length)).toEqual(
      acknowledged.map((path) => (path.includes("k10-") ? 10 : 10_000)),
    );
  });

  it("starts a new line even if the rest of a failed one could not be cut off", () => {
    const files = failingFiles();
    const broken = () => {
      throw Object.assign(new Error("EIO"), { code: "EIO", syscall: "ftruncate" });
    };
    const failing = { ...files, ftruncateSync: broken as FileSystem["ftruncateSync"] };
    journal.close();
    journal = openJournal(directory, failing);
    files.failAt(1);
    expect(() => journal.begin(put("lost", "1"), false)).toThrow("ENOSPC");
    expect(() => journal.begin(put("refused", "1"), false)).toThrow("EIO");
    failing.ftruncateSync = files.ftruncateSync;
    journal.settle(journal.begin(put("kept", "1"), false), 200);
    expect(again().entries).toMatchObject([{ path: "/b/kept", status: 200 }]);
  });

  it("opens after the disk was full at any step of opening it", () => {
    journal.settle(journal.begin(put("k", "1"), false), 200);
    const files = failingFiles();
    for (let n = 1; ; n += 1) {
      journal.close();
      files.failAt(n);
      try {
        journal = openJournal(directory, files);
        if (!files.failed) break;
      } catch (error) {
        expect(error).toMatchObject({ userFacing: true, message: expect.stringContaining(directory) });
        journal = openJournal(directory);
      }
      expect(journal.entries).toMatchObject([{ path: "/b/k", status: 200 }]);
    }
  });

  /** Three writes, the last without a status. */
  const three = () => {
    for (const key of ["a", "b"]) journal.settle(journal.begin(put(key, "1"), false), 200);
    journal.begin(put("c", "1"), false);
    return readFileSync(join(directory, "journal"));
  };

  it("reports the lost data and the fix when any one bit was changed", () => {
    const bytes = three();
    journal.close();
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(join(directory, "journal"), changed);
      expect(() => openJournal(directory), `byte ${at}`).toThrow(
        expect.objectContaining({
          userFacing: true,
          message: expect.stringMatching(/journal is damaged: .*featheredge loopback --wipe/),
        }),
      );
    }
    writeFileSync(join(directory, "journal"), bytes);
    journal = openJournal(directory);
    expect(journal.entries).toHaveLength(3);
  });

  it("reports the lost data and the fix when it was truncated at any length", () => {
    const bytes = three();
    journal.close();
    for (let length = 0; length < bytes.length; length += 1) {
      writeFileSync(join(directory, "journal"), bytes.subarray(0, length));
      expect(() => openJournal(directory), `${length} bytes`).toThrow(
        /journal is damaged: .*featheredge loopback --wipe/,
      );
    }
    writeFileSync(join(directory, "journal"), bytes);
    journal = openJournal(directory);
  });

  it("is readable only for its owner", () => {
    journal.begin(put("k", Buffer.alloc(10_000)), false);
    const [blob = ""] = readdirSync(join(directory, "blobs"));
    const files = ["journal", join("blobs", blob)].map((name) => statSync(join(directory, name)).mode & 0o777);
    expect([...files, statSync(join(directory, "blobs")).mode & 0o777]).toEqual([0o600, 0o600, 0o700]);
  });

  it("detects changed bytes", async () => {
    journal.settle(journal.begin(put("k", Buffer.alloc(10_000, 1)), false), 200);
    const [blob] = readdirSync(join(directory, "blobs"));
    writeFileSync(join(directory, "blobs", String(blob)), "other");
    const { entries, requestOf } = again();
    expect(() => entries.map(requestOf)).toThrow(`${blob} is damaged: its bytes were changed`);
  });
});
