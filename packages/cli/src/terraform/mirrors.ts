import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A folder that holds the AWS provider in a layout that Terraform can install from. */
export interface Mirror {
  readonly directory: string;
  /** Versions for this platform, newest first. */
  readonly versions: readonly string[];
  /** An unpacked provider is linked to; a packed one is unzipped on every `init` unless cached. */
  readonly packed: boolean;
}

const provider = join("registry.terraform.io", "hashicorp", "aws");

/**
 * The folders that may be a filesystem mirror: those that Terraform implies, then any folder one level below the roots
 * where machines usually keep such things.
 * @param root - The project; its `terraform.d/plugins` counts too.
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function mirrorDirectories(root: string, home: string, env: NodeJS.ProcessEnv): string[] {
  const shared = (env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":");
  const implied = [
    join(root, "terraform.d", "plugins"),
    join(home, ".terraform.d", "plugins"),
    join(env.XDG_DATA_HOME || join(home, ".local", "share"), "terraform", "plugins"),
    ...shared.map((directory) => join(directory, "terraform", "plugins")),
    join(home, "Library", "Application Support", "io.terraform", "plugins"),
    "/Library/Application Support/io.terraform/plugins",
  ];
  const roots = ["/opt", "/usr/local/share", "/usr/share", "/var/lib", home];
  return [...new Set([...implied, ...roots.flatMap((directory) => [directory, ...foldersIn(directory)])])];
}

function foldersIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .sort()
      .map((name) => join(directory, name));
  } catch {
    return [];
  }
}

/**
 * The best of the folders: one that holds the wanted version, else the one with the newest.
 * @param platform - Terraform's name of it, such as `linux_amd64`.
 */
export function chooseMirror(
  directories: readonly string[],
  platform: string,
  wanted: string | undefined,
): Mirror | undefined {
  const mirrors = directories
    .map((directory) => readMirror(directory, platform))
    .filter((mirror) => mirror !== undefined);
  const exact = mirrors.find((mirror) => wanted !== undefined && mirror.versions.includes(wanted));
  return exact ?? mirrors.sort((a, b) => compareVersions(b.versions[0] ?? "", a.versions[0] ?? ""))[0];
}

function readMirror(directory: string, platform: string): Mirror | undefined {
  const folder = join(directory, provider);
  const names = foldersIn(folder).map((path) => path.slice(folder.length + 1));
  const unpacked = names.filter((name) => existsSync(join(folder, name, platform)));
  const packed = names
    .map((name) => /^terraform-provider-aws_(.+)_([a-z0-9]+_[a-z0-9]+)\.zip$/.exec(name))
    .flatMap((match) => (match?.[1] !== undefined && match[2] === platform ? [match[1]] : []));
  const versions = [...new Set([...unpacked, ...packed])].sort((a, b) => compareVersions(b, a));
  return versions.length === 0 ? undefined : { directory, versions, packed: unpacked.length === 0 };
}

/** Orders `1.2.10` after `1.2.9`; what follows a `-` does not count. */
export function compareVersions(a: string, b: string): number {
  const parts = (version: string) => version.split("-", 1).join("").split(".").map(Number);
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] || 0) - (right[index] || 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** Terraform's name of the platform this process runs on. */
export function terraformPlatform(): string {
  const systems: Partial<Record<NodeJS.Platform, string>> = { win32: "windows" };
  const machines: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64", ia32: "386" };
  return `${systems[process.platform] ?? process.platform}_${machines[process.arch] ?? process.arch}`;
}
