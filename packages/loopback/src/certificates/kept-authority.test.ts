import { mkdtempSync, rmSync, statSync } from "node:fs";
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
  it("is the same until it is about to expire, then another", async () => {
    const first = await keepAuthority(paths, now);
    expect((await keepAuthority(paths, later(27))).certificate).toBe(first.certificate);
    const renewed = await keepAuthority(paths, later(29));
    expect(renewed.certificate).not.toBe(first.certificate);
    expect((await keepAuthority(paths, later(30))).certificate).toBe(renewed.certificate);
  });

  it("still makes certificates when it is opened again", async () => {
    await keepAuthority(paths, new Date());
    const opened = await keepAuthority(paths, new Date());
    expect(await opened.secureContext("sts.amazonaws.com")).toBeDefined();
  });

  it("shows its key to its owner alone", async () => {
    await keepAuthority(paths, now);
    expect(statSync(paths.key).mode & 0o777).toBe(0o600);
  });
});
