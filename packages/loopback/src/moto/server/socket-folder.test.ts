import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeSocketFolder } from "./socket-folder.ts";

let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "socket-"));
});

afterEach(() => rmSync(parent, { recursive: true }));

describe("the folder of a socket", () => {
  it("can be entered only by its owner", async () => {
    const { folder } = await makeSocketFolder([parent]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("is in the next parent when the first makes the socket's path too long", async () => {
    const { socketPath } = await makeSocketFolder([join(parent, "x".repeat(100)), parent]);
    expect(socketPath.startsWith(join(parent, "featheredge-"))).toBe(true);
  });

  it("names the fix when every path is too long", async () => {
    await expect(makeSocketFolder([join(parent, "x".repeat(100))])).rejects.toThrow("Set TMPDIR");
  });
});
