import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readStacks } from "../project/stacks.ts";
import { bundleDigest, installBundle, packBundle, readBundle } from "./bundle.ts";

let folder: string;
const commit = "a".repeat(40);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

function makeProject(name: string): string {
  const stack = (environment: string) => {
    write(`${name}/cdktf.out/stacks/site-${environment}/cdk.tf`, `# ${environment}`);
    const metadata = { "//": { featheredge: { kind: "distribution", environment, name: "site" } } };
    write(`${name}/cdktf.out/stacks/site-${environment}/metadata.json`, JSON.stringify(metadata));
    write(`${name}/.featheredge/build/${environment}/manifest.json`, "{}");
    write(`${name}/cdktf.out/stacks/foundation-${environment}/permissions.json`, `["${environment}"]`);
  };
  stack("dev");
  stack("prod");
  write(`${name}/cdktf.out/stacks/site-dev/.terraform/environment`, "default");
  const stacks = { "site-dev": { dependencies: [] }, "site-prod": { dependencies: ["site-dev"] } };
  write(`${name}/cdktf.out/manifest.json`, JSON.stringify({ stacks }));
  return join(folder, name);
}

it("a bundle has the stacks and builds of its environments, and equal bytes for equal ones", () => {
  const packed = packBundle(makeProject("a"), ["dev", "prod"], commit);
  expect(packBundle(makeProject("b"), ["dev", "prod"], commit)).toEqual(packed);
  const file = join(folder, "bundle");
  writeFileSync(file, packed);
  const { files, ...header } = readBundle(file, bundleDigest(packed));
  expect(header).toMatchObject({ commit, environments: ["dev", "prod"] });
  expect([...files.keys()].sort()).toEqual([
    "build/dev/manifest.json",
    "build/prod/manifest.json",
    "permissions/dev.json",
    "permissions/prod.json",
    "stacks/site-dev/cdk.tf",
    "stacks/site-dev/metadata.json",
    "stacks/site-prod/cdk.tf",
    "stacks/site-prod/metadata.json",
  ]);
});

it("a bundle replaces what an earlier synthesis wrote for its environment", () => {
  const file = join(folder, "bundle");
  writeFileSync(file, packBundle(makeProject("a"), ["prod"], commit));
  const target = makeProject("b");
  write("b/cdktf.out/stacks/site-prod/more.tf", "left by an earlier synthesis");
  write("b/cdktf.out/stacks/site-prod/terraform.tfstate", "{}");
  installBundle(target, readBundle(file, undefined), "prod");
  const [stack] = readStacks(target, "prod");
  expect(stack).toMatchObject({ name: "site-prod", environment: "prod", dependencies: ["site-dev"] });
  const directory = join(target, "cdktf.out/stacks/site-prod");
  expect(() => readFileSync(join(directory, "more.tf"))).toThrow("ENOENT");
  expect(readFileSync(join(directory, "terraform.tfstate"), "utf8")).toBe("{}");
});

it("a bundle that was altered is rejected, by its digest or by its own checksums", () => {
  const packed = packBundle(makeProject("a"), ["dev"], commit);
  const file = join(folder, "bundle");
  const altered = Buffer.from(packed.toString("latin1").replace("# dev", "# abc"), "latin1");
  writeFileSync(file, altered);
  expect(() => readBundle(file, bundleDigest(packed))).toThrow("It was altered since");
  expect(() => readBundle(file, undefined)).toThrow(/damaged or was altered|is damaged/);
  expect(() => readBundle(join(folder, "none"), undefined)).toThrow("does not exist");
});

it("a bundle can't name a stack by which its files would leave the project", () => {
  const root = makeProject("a");
  const stacks = { "../../site-dev": { dependencies: [] } };
  write("a/cdktf.out/manifest.json", JSON.stringify({ stacks }));
  write("a/site-dev/metadata.json", '{"//":{"featheredge":{"environment":"dev"}}}');
  write("a/cdktf.out/site-dev/metadata.json", '{"//":{"featheredge":{"environment":"dev"}}}');
  const file = join(folder, "bundle");
  writeFileSync(file, packBundle(root, ["dev"], commit));
  expect(() => readBundle(file, undefined)).toThrow(/is damaged|was altered/);
});
