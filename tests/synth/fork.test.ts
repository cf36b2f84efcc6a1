import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

/** Folders whose environments are added to those of the reference site, by the environments' names. */
const added = {
  sites: "tests/fixtures/five-sites",
  options: "tests/fixtures/every-option",
  blog: "examples/blog",
  "docs-site": "examples/docs-site",
};

/** Handlers of this project that the examples use. */
const examplesHandlers = ["basic-auth", "canonical-host", "spa-fallback"];

/** A checkout with the environments of the reference site, five sites, every option and the examples. */
function withEverything(root: string): string {
  for (const folder of Object.values(added)) cpSync(join(repository, folder), root, { recursive: true });
  for (const name of examplesHandlers) {
    cpSync(join(repository, "edge-handlers", name), join(root, "edge-handlers", name), { recursive: true });
  }
  // The reference site has the name www.example.com.
  const sites = join(root, "environments", "sites.ts");
  writeFileSync(sites, readFileSync(sites, "utf8").replaceAll("example.com", "example.net"));
  const registry = join(root, "environments", "index.ts");
  const lines = Object.keys(added).map((name) => `"${name}": () => import("./${name}.ts"),`);
  const text = readFileSync(registry, "utf8");
  writeFileSync(registry, text.replace("const files = {", `const files = { ${lines.join(" ")}`));
  return root;
}

/** The types of Terraform's resources and data sources whose constructs the modules and stacks import, sorted. */
function importedTypes(root: string): readonly string[] {
  const sources = ["modules", "stacks"].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, room, file), "utf8")),
  );
  const folders = sources.flatMap((text) => [...text.matchAll(/provider-aws\/lib\/([\w-]+)/g)].map(([, name]) => name));
  const types = folders.flatMap((name = "") =>
    name === "provider"
      ? []
      : [
          name
            .replace(/^data-/, "data ")
            .replace(/^(data )?(aws-)?/, "$1aws_")
            .replaceAll("-", "_"),
        ],
  );
  return [...new Set(types)].sort();
}

/** The types of the resources and data sources of a configuration. */
function configuredTypes(root: string): ReadonlySet<string> {
  const files = Object.entries(configuration(root)).filter(([path]) => path.endsWith("cdk.tf"));
  const texts = files.map(([, content]) => Buffer.from(content, "base64").toString());
  const blocks = texts.flatMap((text) => [...text.matchAll(/^(resource|data) "(aws_\w+)"/gm)]);
  return new Set(blocks.map(([, block, type]) => (block === "data" ? `data ${type}` : `${type}`)));
}

describe("cdktf's maintained fork", () => {
  it("synthesizes the same configuration, of every resource that the modules make", { timeout: 240_000 }, async () => {
    const ours = withEverything(checkout(join(folder, "cdktf")));
    const forked = withEverything(checkout(join(folder, "cdktn"), { cdktf: "cdktn" }));
    await synthesize(ours);
    // The compiler knows nothing of the framework, so its results are those of the first synthesis.
    mkdirSync(join(forked, ".featheredge"));
    symlinkSync(join(ours, ".featheredge", "cache"), join(forked, ".featheredge", "cache"));
    await synthesize(forked, linked);
    const asked = `const { AwsProvider } = require("@cdktf/provider-aws/lib/provider/index.js");
      console.log(Object.getPrototypeOf(AwsProvider) === require("cdktf").TerraformProvider);`;
    const { stdout } = await run([process.execPath, "-e", asked], forked, linked);
    expect(stdout).toBe("true\n");
    const manifest = JSON.parse(readFileSync(join(forked, "cdktf.out", "manifest.json"), "utf8"));
    expect(manifest.version).toBe(fork.version);
    const configured = configuredTypes(ours);
    // Add what is missing to tests/fixtures/every-option.
    expect(importedTypes(ours).filter((type) => !configured.has(type))).toEqual([]);
    expect(Object.keys(configuration(ours))).toContain("stacks/pages-sites/cdk.tf");
    expect(configuration(forked)).toEqual(configuration(ours));
  });
});
