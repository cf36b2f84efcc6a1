import { createHash } from "node:crypto";
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { unzipSync } from "fflate";
import { replaceLink, type ToolsFolder } from "./tools-folder.ts";

/** A release of Terraform, with the SHA-256 of each platform's archive. */
export interface TerraformRelease {
  readonly version: string;
  /** Base URL of the releases, without a slash at the end. */
  readonly site: string;
  /** In hex, by Terraform's name of the platform. */
  readonly checksums: Readonly<Partial<Record<string, string>>>;
}

/**
 * The release that the project is tested with.
 * @see https://releases.hashicorp.com/terraform/1.11.4/
 */
export const terraformRelease: TerraformRelease = {
  version: "1.11.4",
  site: "https://releases.hashicorp.com",
  checksums: {
    linux_amd64: "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc",
    linux_arm64: "a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633",
    darwin_amd64: "a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b",
    darwin_arm64: "867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18",
  },
};

const downloadTimeoutMs = 600_000;

/**
 * Downloads Terraform, checks the archive's SHA-256, and puts the program into the project's tools.
 * @param platform - Terraform's name of the platform, such as `linux_amd64`.
 * @throws {DiagnosticError} when the download fails, or its SHA-256 is not the release's. No file is kept then.
 */
export async function getTerraform(
  release: TerraformRelease,
  platform: string,
  tools: ToolsFolder,
  stop: AbortSignal,
): Promise<void> {
  const file = `terraform_${release.version}_${platform}.zip`;
  const url = `${release.site}/terraform/${release.version}/${file}`;
  const archive = await download(url, stop);
  const checksum = createHash("sha256").update(archive).digest("hex");
  if (checksum !== release.checksums[platform]) {
    throw notInstalled(
      `${url} has the SHA-256 ${checksum}, but HashiCorp's release has ${release.checksums[platform]}. The file was deleted.`,
    );
  }
  const program = unzipSync(archive, { filter: ({ name }) => name === "terraform" }).terraform;
  if (program === undefined) throw notInstalled(`${url} has no file 'terraform' in it.`);
  const folder = join(tools.folder, `terraform-${release.version}`);
  await mkdir(folder, { recursive: true });
  await writeProgram(join(folder, "terraform"), program);
  await replaceLink(join(tools.bin, "terraform"), relative(tools.bin, join(folder, "terraform")));
}

async function download(url: string, stop: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([stop, AbortSignal.timeout(downloadTimeoutMs)]) });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    stop.throwIfAborted();
    const { message, cause } = error as Error;
    const reason =
      cause instanceof Error ? cause.message || ((cause as NodeJS.ErrnoException).code ?? message) : message;
    throw notInstalled(`${url} can't be downloaded: ${reason}.`);
  }
}

function notInstalled(message: string): DiagnosticError {
  return DiagnosticError.of("FE-CLI-012", { subject: "terraform", message });
}

/** Writes the program atomically, so that two commands can get it at the same time. */
async function writeProgram(path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}`;
  try {
    await writeFile(temporary, content);
    await chmod(temporary, 0o755);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
