import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findElevation, findPackageManager, installCommands, packageManagers } from "./package-managers.ts";

let bin: string;

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "bin-"));
});

afterEach(() => rmSync(bin, { recursive: true }));

function install(program: string) {
  writeFileSync(join(bin, program), "#!/bin/sh\n");
  chmodSync(join(bin, program), 0o755);
}

const manager = (name: string) => {
  const known = packageManagers.find(({ program }) => program === name);
  if (known === undefined) throw new Error(`'${name}' is not a known package manager`);
  return known;
};

describe("the package manager", () => {
  it.each(packageManagers.map(({ program }) => program))("%s is found on PATH", (program) => {
    install(program);
    expect(findPackageManager({ PATH: bin })?.program).toBe(program);
  });

  it("is undefined on a machine without one", () => {
    expect(findPackageManager({ PATH: bin })).toBeUndefined();
  });
});

describe("installing as root", () => {
  it("needs no prefix for root, and sudo for others, which asks for a password only on a terminal", () => {
    install("sudo");
    const sudo = join(bin, "sudo");
    expect(findElevation({ PATH: bin }, 0, false)).toEqual({ prefix: [] });
    expect(findElevation({ PATH: bin }, 1000, true)).toEqual({ prefix: [sudo] });
    expect(findElevation({ PATH: bin }, 1000, false)).toEqual({ prefix: [sudo, "-n"] });
  });

  it("is impossible for other users when sudo is missing", () => {
    expect(findElevation({ PATH: bin }, 1000, true)).toBeUndefined();
  });
});

describe("the commands that install packages", () => {
  it("keep Debian's packages from asking questions, with sudo too", () => {
    expect(installCommands(manager("apt-get"), { prefix: ["sudo", "-n"] }, ["njs"])).toEqual([
      ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update", "-qq"],
      "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o=Dpkg::Use-Pty=0 njs".split(
        " ",
      ),
    ]);
  });

  it("never run Homebrew with sudo", () => {
    expect(installCommands(manager("brew"), { prefix: ["sudo"] }, ["awscli"])).toEqual([
      ["brew", "install", "--quiet", "awscli"],
    ]);
  });
});
