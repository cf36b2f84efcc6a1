import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getTerraform, type TerraformRelease, terraformRelease } from "./terraform-release.ts";
import { type ToolsFolder, toolsFolder } from "./tools-folder.ts";

const program = "#!/bin/sh\necho a terraform\n";
const archive = zipSync({ "LICENSE.txt": strToU8("a license"), terraform: strToU8(program) });
const checksum = createHash("sha256").update(archive).digest("hex");
const path = "/terraform/9.8.7/terraform_9.8.7_linux_amd64.zip";

let root: string;
let tools: ToolsFolder;
let site: Server;
let address: string;
let requested: string[];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "project-"));
  tools = toolsFolder(root);
  requested = [];
  site = createServer(({ url = "" }, response) => {
    requested.push(url);
    response.writeHead(url === path ? 200 : 404).end(url === path ? archive : "");
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});

afterEach(() => {
  site.close();
  rmSync(root, { recursive: true });
});

const get = (release: Partial<TerraformRelease>, stop = new AbortController().signal) =>
  getTerraform(
    { version: "9.8.7", site: address, checksums: { linux_amd64: checksum }, ...release },
    "linux_amd64",
    tools,
    stop,
  );

describe("getting Terraform", () => {
  it("puts the program of a checked archive onto the project's PATH", async () => {
    await get({});
    expect(requested).toEqual([path]);
    const link = join(tools.bin, "terraform");
    expect(readFileSync(link, "utf8")).toBe(program);
    expect(statSync(link).mode & 0o777).toBe(0o755);
    expect(readlinkSync(link)).toBe("../terraform-9.8.7/terraform");
    expect(readdirSync(join(tools.folder, "terraform-9.8.7"))).toEqual(["terraform"]);
  });

  it("replaces an earlier one", async () => {
    await get({});
    await get({});
    expect(readdirSync(tools.bin)).toEqual(["terraform"]);
  });

  it("keeps nothing of an archive with another checksum, and names both", async () => {
    const other = "0".repeat(64);
    await expect(get({ checksums: { linux_amd64: other } })).rejects.toMatchObject({
      userFacing: true,
      message: `${address}${path} has the SHA-256 ${checksum}, but HashiCorp's release has ${other}. The file was deleted.`,
    });
    expect(existsSync(tools.folder)).toBe(false);
  });

  it("reports the site's status", async () => {
    await expect(get({ version: "9.8.8" })).rejects.toMatchObject({
      userFacing: true,
      message: `${address}/terraform/9.8.8/terraform_9.8.8_linux_amd64.zip can't be downloaded: the server answered 404.`,
    });
  });

  it("reports why the site can't be reached", async () => {
    await new Promise((resolve) => site.close(resolve));
    await expect(get({})).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringMatching(/can't be downloaded: .*ECONNREFUSED/),
    });
  });

  it("rejects with the reason when it is interrupted", async () => {
    const reason = new Error("stopped");
    await expect(get({}, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe("the pinned release", () => {
  it("has a SHA-256 for each platform of the project's users", () => {
    expect(Object.keys(terraformRelease.checksums)).toEqual([
      "linux_amd64",
      "linux_arm64",
      "darwin_amd64",
      "darwin_arm64",
    ]);
    for (const sum of Object.values(terraformRelease.checksums)) expect(sum).toMatch(/^[0-9a-f]{64}$/);
  });
});
