import { execFile } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const secret = "a-secret-of-thirty-two-bytes-or-so";
let folder: string;
let file: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "make-token-")));
  file = join(folder, "secret");
  writeFileSync(file, secret);
});

afterAll(() => rmSync(folder, { recursive: true }));

const tool = fileURLToPath(new URL("make-token.ts", import.meta.url));
const run = (...args: string[]) => promisify(execFile)(process.execPath, ["--import", "tsx", tool, ...args]);

describe("make-token", () => {
  it("prints a token that the local environment accepts, with the given claims", async () => {
    const { stdout } = await run("--secret-file", file, "--claim", "plan=premium", "--claim", "name=a=b");
    const { payload } = await jwtVerify(stdout.trim(), new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      issuer: "http://login.localhost",
      audience: "members",
      requiredClaims: ["exp"],
    });
    expect(payload).toMatchObject({ plan: "premium", name: "a=b" });
  });

  it.each([
    [["--secret-file", "nowhere"], "nowhere can't be read (ENOENT)"],
    [["--claim", "premium"], "--claim premium: write name=value, such as plan=premium."],
    [["--claims", "plan=premium"], "Unknown option '--claims'"],
  ])("says what is wrong with %j", async (args, message) => {
    const failed = run("--secret-file", file, ...args);
    await expect(failed).rejects.toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(message) });
    await expect(failed).rejects.toMatchObject({ stderr: expect.not.stringContaining("    at ") });
  });
});
