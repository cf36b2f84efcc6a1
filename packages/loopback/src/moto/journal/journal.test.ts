import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownRequest } from "../request.ts";
import { type Journal, openJournal } from "./journal.ts";

let directory: string;
let journal: Journal;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "journal-"));
  journal = await openJournal(directory);
});

afterEach(async () => {
  await journal.close();
  rmSync(directory, { recursive: true });
});

const put = (key: string, body: string | Buffer) => ({
  ...ownRequest({ account: "123456789012", region: "eu-west-1", service: "s3", method: "PUT", path: `/b/${key}` }),
  body: Buffer.from(body),
});

async function again(): Promise<Journal> {
  await journal.close();
  journal = await openJournal(directory);
  return journal;
}

describe("the journal", () => {
  it("gives back each request as it was, short or long, text or bytes", async () => {
    const bodies = ["text ✓", Buffer.from([0xff, 0x00]), Buffer.alloc(100_000, 0xfe), ""];
    for (const [index, body] of bodies.entries()) {
      await journal.settle(await journal.begin(put(`k${index}`, body), false), 200);
    }
    const { entries, requestOf } = await again();
    expect(entries.map(requestOf)).toEqual(bodies.map((body, index) => put(`k${index}`, body)));
    expect(entries.map((entry) => entry.status)).toEqual([200, 200, 200, 200]);
  });

  it("keeps a request that was never settled, and tells that it was not", async () => {
    await journal.begin(put("k", "1"), false);
    expect((await again()).entries).toMatchObject([{ number: 1, path: "/b/k" }]);
    expect(journal.entries[0]?.status).toBeUndefined();
    await journal.settle(1, 200);
    expect((await again()).entries).toMatchObject([{ number: 1, status: 200 }]);
  });

  it("counts on where it ended, so that no number seeds two requests", async () => {
    await journal.settle(await journal.begin(put("k", "1"), false), 200);
    await journal.settle(await journal.begin(put("k", "2"), false), 200);
    await again();
    expect(await journal.begin(put("k", "3"), false)).toBe(3);
  });

  it("passes over a line that was being written when the process was killed", async () => {
    await journal.settle(await journal.begin(put("k", "1"), false), 200);
    appendFileSync(join(directory, "journal"), '{"number":2,"method":"PU');
    expect((await again()).entries).toHaveLength(1);
    expect(readFileSync(join(directory, "journal"), "utf8")).toMatch(/\}\n$/);
  });

  it("deletes the bytes of objects that it no longer needs", async () => {
    for (const fill of [1, 2, 3]) {
      await journal.settle(await journal.begin(put("k", Buffer.alloc(10_000, fill)), false), 200);
    }
    expect(readdirSync(join(directory, "blobs"))).toHaveLength(3);
    await again();
    expect(readdirSync(join(directory, "blobs"))).toHaveLength(1);
  });

  it("names the file and line that it can't read, and the mend", async () => {
    await journal.close();
    writeFileSync(join(directory, "journal"), "what\n");
    await expect(openJournal(directory)).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringMatching(/journal: line 1 .*"what"\. Wipe the loopback/),
    });
    rmSync(join(directory, "journal"));
  });

  it("notices bytes that were changed", async () => {
    await journal.settle(await journal.begin(put("k", Buffer.alloc(10_000, 1)), false), 200);
    const [blob] = readdirSync(join(directory, "blobs"));
    writeFileSync(join(directory, "blobs", String(blob)), "other");
    const { entries, requestOf } = await again();
    expect(() => entries.map(requestOf)).toThrow(`${blob} is missing or was changed`);
  });
});
