import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fork from "cdktn/package.json" with { type: "json" };
import { afterAll, describe, expect, it } from "vitest";
import { contents, run, synthesize } from "./app.ts";
import { checkout, repository, temporaryFolder } from "./checkout.ts";

const folder = temporaryFolder();
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Packages are then found from where they are linked, so that the provider's bindings take the fork too. */
const linked = { NODE_PRESERVE_SYMLINKS: "1", NODE_PRESERVE_SYMLINKS_MAIN: "1" };

/** Configuration and all that it reads; cdktf's own files name its version. */
function configuration(root: string): Record<string, string> {
  const all = Object.entries(contents(join(root, "cdktf.out")));
  return Object.fromEntries(all.filter(([path]) => !/(manifest|metadata)\.json$/.test(path)));
}

/** A checkout with one more environment: five distributions with an API, shared policies and failover. */
function withFiveSites(root: string): string {
  cpSync(join(repository, "tests", "fixtures", "five-sites"), root, { recursive: true });
  // The reference site has the name www.example.com.
  const sites = join(root, "environments", "sites.ts");
  writeFileSync(sites, readFileSync(sites, "utf8").replaceAll("example.com", "example.net"));
  const registry = join(root, "environments", "index.ts");
  const text = readFileSync(registry, "utf8");
  writeFileSync(registry, text.replace("const files = {", 'const files = { sites: () => import("./sites.ts"),'));
  return root;
}

describe("cdktf's maintained fork", () => {
  it("synthesizes the same configuration", async () => {
    const ours = withFiveSites(checkout(join(folder, "cdktf")));
    const forked = withFiveSites(checkout(join(folder, "cdktn"), { cdktf: "cdktn" }));
    await synthesize(ours);
    await synthesize(forked, linked);
    const asked = `const { AwsProvider } = require("@cdktf/provider-aws/lib/provider/index.js");
      console.log(Object.getPrototypeOf(AwsProvider) === require("cdktf").TerraformProvider);`;
    const { stdout } = await run([process.execPath, "-e", asked], forked, linked);
    expect(stdout).toBe("true\n");
    const manifest = JSON.parse(readFileSync(join(forked, "cdktf.out", "manifest.json"), "utf8"));
    expect(manifest.version).toBe(fork.version);
    expect(Object.keys(configuration(ours))).toContain("stacks/pages-sites/cdk.tf");
    expect(configuration(forked)).toEqual(configuration(ours));
  });
});
