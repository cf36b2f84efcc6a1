import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chooseMirror, compareVersions, mirrorDirectories } from "./mirrors.ts";

const platform = "linux_amd64";
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mirrors-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function provider(mirror: string): string {
  return join(root, mirror, "registry.terraform.io", "hashicorp", "aws");
}

function unpacked(mirror: string, version: string, target = platform) {
  mkdirSync(join(provider(mirror), version, target), { recursive: true });
}

function packed(mirror: string, version: string, target = platform) {
  mkdirSync(provider(mirror), { recursive: true });
  writeFileSync(join(provider(mirror), `terraform-provider-aws_${version}_${target}.zip`), "");
}

const choose = (names: readonly string[], wanted?: string) =>
  chooseMirror(
    names.map((name) => join(root, name)),
    platform,
    wanted,
  );

describe("choosing a mirror", () => {
  it("finds the provider unpacked and packed", () => {
    unpacked("a", "5.100.0");
    packed("b", "6.1.0");
    expect(choose(["a"])).toEqual({ directory: join(root, "a"), versions: ["5.100.0"], packed: false });
    expect(choose(["b"])).toEqual({ directory: join(root, "b"), versions: ["6.1.0"], packed: true });
  });

  it("prefers the version of the lock file, else the newest", () => {
    unpacked("a", "5.9.0");
    unpacked("b", "5.100.0");
    unpacked("b", "5.99.0");
    unpacked("c", "6.0.0");
    expect(choose(["a", "b", "c"], "5.100.0")?.versions).toEqual(["5.100.0", "5.99.0"]);
    expect(choose(["a", "b", "c"], "5.98.0")?.versions).toEqual(["6.0.0"]);
    expect(choose(["a", "b"])?.directory).toBe(join(root, "b"));
  });

  it("passes over what is for another platform, is another provider, or is not there", () => {
    unpacked("a", "5.100.0", "darwin_arm64");
    packed("a", "5.100.0", "windows_amd64");
    mkdirSync(join(root, "b/registry.terraform.io/hashicorp/random/3.0.0", platform), { recursive: true });
    expect(choose(["a", "b", "nowhere"])).toBeUndefined();
  });
});

describe("the folders that may be a mirror", () => {
  it("are the project's own, Terraform's implied ones, then those one level below the usual roots", () => {
    mkdirSync(join(root, "home", "providers"), { recursive: true });
    const directories = mirrorDirectories("/project", join(root, "home"), {
      XDG_DATA_HOME: "/data",
      XDG_DATA_DIRS: "/x:/y",
    });
    expect(directories.slice(0, 5)).toEqual([
      "/project/terraform.d/plugins",
      join(root, "home/.terraform.d/plugins"),
      "/data/terraform/plugins",
      "/x/terraform/plugins",
      "/y/terraform/plugins",
    ]);
    expect(directories).toContain(join(root, "home", "providers"));
  });
});

describe("versions", () => {
  it("are compared by number", () => {
    expect(["5.9.0", "5.100.0", "1.10.0-beta1", "5.10.1"].sort(compareVersions)).toEqual([
      "1.10.0-beta1",
      "5.9.0",
      "5.10.1",
      "5.100.0",
    ]);
  });
});
