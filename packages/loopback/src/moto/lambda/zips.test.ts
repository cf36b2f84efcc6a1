import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openZips } from "./zips.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "zips-"));
});

afterEach(() => rmSync(directory, { recursive: true }));

const zip = (files: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))));
const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("base64");
const open = () => openZips(join(directory, "lambda"));

describe("the zips of functions", () => {
  it("are unpacked once, with their folders", async () => {
    const zips = await open();
    const code = zip({ "index.mjs": "export {}", "lib/a.js": "a" });
    await zips.keep(code);
    const folder = await zips.unpacked(hash(code));
    expect(readFileSync(join(String(folder), "lib/a.js"), "utf8")).toBe("a");
    expect(await zips.unpacked(hash(code))).toBe(folder);
  });

  it("are distinguished by their bytes", async () => {
    const zips = await open();
    const [one, two] = [zip({ "index.mjs": "1" }), zip({ "index.mjs": "2" })];
    await Promise.all([zips.keep(one), zips.keep(two)]);
    expect(await zips.unpacked(hash(one))).not.toBe(await zips.unpacked(hash(two)));
    expect(await zips.unpacked(hash(Buffer.from("never kept")))).toBeUndefined();
  });

  it.each(["../out.js", "/out.js", "a/../../out.js", "..\\out.js", "C:\\out.js"])(
    "write nothing to %s",
    async (name) => {
      const zips = await open();
      const code = zip({ [name]: "out" });
      await zips.keep(code);
      await expect(zips.unpacked(hash(code))).rejects.toMatchObject({
        userFacing: true,
        message: expect.stringContaining(JSON.stringify(name)),
      });
      expect(existsSync(join(directory, "out.js"))).toBe(false);
    },
  );

  it("are reported when they are not readable", async () => {
    const zips = await open();
    await zips.keep(Buffer.from("no zip"));
    await expect(zips.unpacked(hash(Buffer.from("no zip")))).rejects.toMatchObject({ userFacing: true });
  });
});
