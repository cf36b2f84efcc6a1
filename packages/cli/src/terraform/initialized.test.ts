import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isInitialized, rememberInitialized } from "./initialized.ts";
import { terraformPlatform } from "./mirrors.ts";

const terraform = { version: "1.11.4" };
const provider = "registry.terraform.io/hashicorp/aws";
let directory: string;

const put = (name: string, text: string) => writeFileSync(join(directory, name), text);
const configure = (bucket: string, comment = "") =>
  put(
    "cdk.tf",
    `terraform {\n  backend "s3" {\n    bucket = "${bucket}"\n  }\n}\n\nlocals {\n  comment = "${comment}"\n}\n`,
  );

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "initialized-"));
  configure("state");
  put(".terraform.lock.hcl", `provider "${provider}" {\n  version     = "5.100.0"\n}\n`);
  mkdirSync(join(directory, ".terraform", "providers", provider, "5.100.0", terraformPlatform()), { recursive: true });
  put(".terraform/terraform.tfstate", '{ "backend": { "type": "s3" } }');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe("a stack's folder", () => {
  it("is not initialized before it is", () => {
    expect(isInitialized(directory, terraform)).toBe(false);
    rmSync(join(directory, ".terraform"), { recursive: true });
    expect(isInitialized(directory, terraform)).toBe(false);
  });

  it("stays initialized when its resources change", () => {
    rememberInitialized(directory, terraform);
    configure("state", "other resources");
    expect(isInitialized(directory, terraform)).toBe(true);
  });

  it.each<[string, () => void]>([
    ["the backend changes", () => configure("elsewhere")],
    ["the locked provider changes", () => appendFileSync(join(directory, ".terraform.lock.hcl"), "# h1")],
    ["someone initializes it for another backend", () => put(".terraform/terraform.tfstate", "{}")],
    ["the provider is gone", () => rmSync(join(directory, ".terraform", "providers"), { recursive: true })],
    ["a module may ask for more", () => appendFileSync(join(directory, "cdk.tf"), 'module "more" {\n}\n')],
    ["another file asks for more", () => put("more.tf", "terraform {\n  required_providers {}\n}\n")],
  ])("is to be initialized again when %s", (_, change) => {
    rememberInitialized(directory, terraform);
    expect(isInitialized(directory, terraform)).toBe(true);
    change();
    expect(isInitialized(directory, terraform)).toBe(false);
  });

  it("is to be initialized again by another terraform", () => {
    rememberInitialized(directory, terraform);
    expect(isInitialized(directory, { version: "1.12.0" })).toBe(false);
  });
});
