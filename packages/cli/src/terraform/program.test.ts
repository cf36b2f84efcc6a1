import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findTerraform } from "./program.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "program-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function install(version: string) {
  const file = join(directory, "terraform");
  writeFileSync(file, `#!/bin/sh\necho '{"terraform_version": "${version}"}'\n`);
  chmodSync(file, 0o755);
}

describe("finding terraform", () => {
  it("returns its path and version", async () => {
    install("1.10.0");
    expect(await findTerraform({ PATH: directory })).toEqual({ path: join(directory, "terraform"), version: "1.10.0" });
  });

  it("rejects one that is too old to lock state in S3", async () => {
    install("1.9.8");
    await expect(findTerraform({ PATH: directory })).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringMatching(/is 1\.9\.8, .* needs 1\.10\.0 or newer/),
    });
  });

  it("says how to get it when there is none", async () => {
    await expect(findTerraform({ PATH: directory })).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringMatching(/^terraform is not on PATH\. Run 'npx featheredge setup'\. Get it from https:/),
    });
  });
});
