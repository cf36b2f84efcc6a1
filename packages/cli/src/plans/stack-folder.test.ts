import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readStackFolder, writeStackFolder } from "./stack-folder.ts";

let directory: string;
const put = (path: string, text: string) => {
  mkdirSync(join(directory, path, ".."), { recursive: true });
  writeFileSync(join(directory, path), text);
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "stack-"));
  put("cdk.tf", "planned");
  put(".terraform.lock.hcl", "lock");
  put("functions/a.js", "code");
  put(".terraform/terraform.tfstate", "backend");
  put("terraform.tfstate", "state");
  put("terraform.tfstate.backup", "older");
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe("a stack's folder", () => {
  it("is read without what Terraform keeps there", () => {
    expect([...readStackFolder(directory).keys()].sort()).toEqual([".terraform.lock.hcl", "cdk.tf", "functions/a.js"]);
  });

  it("is put back as it was planned, and Terraform's own files stay", () => {
    const files = readStackFolder(directory);
    put("cdk.tf", "changed since");
    put("later.tf", "added since");
    put("terraform.tfstate", "state since");
    writeStackFolder(directory, files);
    expect(readFileSync(join(directory, "cdk.tf"), "utf8")).toBe("planned");
    expect(existsSync(join(directory, "later.tf"))).toBe(false);
    expect(readFileSync(join(directory, "terraform.tfstate"), "utf8")).toBe("state since");
    expect(existsSync(join(directory, ".terraform/terraform.tfstate"))).toBe(true);
  });
});
