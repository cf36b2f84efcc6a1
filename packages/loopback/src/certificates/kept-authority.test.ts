import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepAuthority } from "./kept-authority.ts";

const now = new Date("2026-01-01T00:00:00Z");
const later = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
let directory: string;
let paths: { certificate: string; key: string };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "authority-"));
  paths = { certificate: join(directory, "made", "ca.pem"), key: join(directory, "made", "ca.key") };
});

afterEach(() => rmSync(directory, { recursive: true }));

describe("a kept authority", () => {
  it("stays the same until it is about to expire", async () => {
    const first = await keepAuthority(paths, now);
    expect((await keepAuthority(paths, later(27))).certificate).toBe(first.certificate);
    const renewed = await keepAuthority(paths, later(29));
    expect(renewed.certificate).not.toBe(first.certificate);
    expect((await keepAuthority(paths, later(30))).certificate).toBe(renewed.certificate);
  });

  it("makes certificates after it is opened again", async () => {
    await keepAuthority(paths, new Date());
    const opened = await keepAuthority(paths, new Date());
    expect(await opened.secureContext("sts.amazonaws.com")).toBeDefined();
  });

  it.each(["certificate", "key"] as const)("is replaced when its %s was truncated or changed", async (name) => {
    const first = await keepAuthority(paths, now);
    const bytes = readFileSync(paths[name]);
    for (const damaged of [bytes.subarray(0, 100), Buffer.from(bytes).fill("A", 80, 84), Buffer.alloc(0)]) {
      writeFileSync(paths[name], damaged);
      const next = await keepAuthority(paths, now);
      expect(next.certificate).not.toBe(first.certificate);
      expect(await next.secureContext("sts.amazonaws.com")).toBeDefined();
      expect((await keepAuthority(paths, now)).certificate).toBe(next.certificate);
    }
  });

  it("is opened or replaced when any byte of its key was changed", async () => {
    await keepAuthority(paths, now);
    const bytes = readFileSync(paths.key);
    // The bytes after the PEM's first line describe the key.
    for (let at = 28; at < 110; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((bytes[at] ?? 0) ^ (1 << (at % 8)), at);
      writeFileSync(paths.key, changed);
      const opened = await keepAuthority(paths, now);
      expect(await opened.secureContext("sts.amazonaws.com"), `byte ${at}`).toBeDefined();
      expect(readFileSync(paths.certificate, "utf8"), `byte ${at}`).toBe(opened.certificate);
    }
  });

  it("keeps its key readable only for its owner", async () => {
    await keepAuthority(paths, now);
    expect(statSync(paths.key).mode & 0o777).toBe(0o600);
  });
});
