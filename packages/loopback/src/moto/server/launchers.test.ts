import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startLoopback } from "../../index.ts";
import { findMoto } from "./launchers.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "loopback-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function install(name: string, exitCode = 0) {
  const file = join(directory, name);
  writeFileSync(file, `#!/bin/sh\necho "no port here" >&2\nexit ${exitCode}\n`);
  chmodSync(file, 0o755);
}

describe("finding moto", () => {
  it("prefers an installed moto, then uv, then pipx, then Docker", () => {
    const launchers: (string | undefined)[] = [];
    for (const name of ["docker", "pipx", "uvx", "moto_server"]) {
      install(name);
      launchers.push(findMoto({ PATH: directory })?.name);
    }
    expect(launchers).toEqual(["docker", "pipx", "uvx", "moto_server"]);
  });

  it("does not use Docker when its daemon does not answer", () => {
    install("docker", 1);
    expect(findMoto({ PATH: directory })).toBeUndefined();
  });

  it("ignores a file that can't be executed", () => {
    writeFileSync(join(directory, "moto_server"), "", { mode: 0o644 });
    expect(findMoto({ PATH: directory })).toBeUndefined();
  });
});

describe("starting a loopback", () => {
  it("reports how to get moto when it is missing", async () => {
    const starting = startLoopback({ directory, env: { PATH: directory } });
    await expect(starting).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringContaining("pipx install 'moto[server]==5.2.1'"),
    });
  });

  it("reports moto's output when it ends at once", async () => {
    install("moto_server", 3);
    const starting = startLoopback({ directory, env: { PATH: directory } });
    await expect(starting).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringMatching(/ended as it started:\nno port here$/),
    });
  });
});
