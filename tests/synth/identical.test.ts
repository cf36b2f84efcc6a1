import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { app, contents, synthesize } from "./app.ts";
import { checkout, temporaryFolder } from "./checkout.ts";

const folder = temporaryFolder();
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const underMask = (mask: string) => ["/bin/sh", "-c", `umask ${mask}; exec "$@"`, "sh", ...app] as const;

describe("two syntheses of the same repository", () => {
  it("are the same, byte for byte, whatever folder, time zone, locale and umask, with a cache or without", async () => {
    const one = checkout(join(folder, "a"));
    const other = checkout(join(folder, "another folder", "much deeper", "b"));
    await synthesize(one, { TZ: "Pacific/Kiritimati", LANG: "en_US.UTF-8", LC_ALL: undefined }, underMask("077"));
    await synthesize(other, { TZ: "America/New_York", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }, underMask("002"));
    const first = contents(join(one, "cdktf.out"));
    expect(Object.keys(first).filter((path) => path.endsWith(".zip"))).not.toEqual([]);
    expect(contents(join(other, "cdktf.out"))).toEqual(first);
    await synthesize(one, { TZ: "UTC" });
    expect(contents(join(one, "cdktf.out"))).toEqual(first);
  });
});
