import { spawn } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import type { Session } from "../terraform/run-terraform.ts";
import { withStateAt } from "./state-at.ts";

let stacks: string;
const folder = (name: string) => join(stacks, name);
const stack = () => ({ name: "shop-qa", directory: folder("shop-qa"), environment: "qa", renamedFrom: ["site-qa"] });
// A local state needs neither: Terraform does not run.
const at = <Result>(name: string, work: Parameters<typeof withStateAt<Result>>[4]) =>
  withStateAt({} as Context, {} as Session, stack(), name, work);

beforeEach(() => {
  stacks = mkdtempSync(join(tmpdir(), "state-at-"));
  mkdirSync(folder("shop-qa"));
  writeFileSync(join(folder("shop-qa"), "cdk.tf"), 'terraform {\n  backend "local" {\n  }\n}\n');
});

afterEach(() => rmSync(stacks, { recursive: true }));

function lockSite(created: Date): void {
  const info = { ID: "1", Operation: "OperationTypeApply", Who: `dev@${hostname()}`, Created: created };
  writeFileSync(join(folder("site-qa"), ".terraform.tfstate.lock.info"), JSON.stringify(info));
}

describe("the local state of a stack that is being renamed", () => {
  it("is read and written at each of its names, in folders that may not exist yet", async () => {
    expect(await at("site-qa", (state) => state.read())).toBe("");
    await at("site-qa", (state) => state.write("{}"));
    expect(await at("site-qa", (state) => state.read())).toBe("{}");
    expect(await at("shop-qa", (state) => state.read())).toBe("");
  });

  it("is replaced as a whole, so that a kill leaves the old one or the new one", async () => {
    await at("site-qa", (state) => state.write("old"));
    // A second name of the file, whose content changes if the file is written in place.
    linkSync(join(folder("site-qa"), "terraform.tfstate"), join(stacks, "linked"));
    await at("site-qa", (state) => state.write("new"));
    expect(readFileSync(join(stacks, "linked"), "utf8")).toBe("old");
    expect(readdirSync(folder("site-qa"))).toEqual(["terraform.tfstate"]);
  });

  it("is not written while a Terraform works on it, whose lock is reported", async () => {
    await at("site-qa", (state) => state.write("old"));
    // A process whose first argument is that of a Terraform in the stack's folder.
    const holder = spawn("sleep", ["60"], { argv0: `terraform -chdir=${folder("shop-qa")}`, stdio: "ignore" });
    try {
      lockSite(new Date(Date.now() + 60_000));
      await expect(at("site-qa", (state) => state.write("new"))).rejects.toThrow(
        /The state of site-qa is locked .*featheredge unlock qa shop-qa/s,
      );
    } finally {
      holder.kill();
    }
    expect(await at("site-qa", (state) => state.read())).toBe("old");
  });

  it("is free when the Terraform that locked it has ended", async () => {
    await at("site-qa", (state) => state.write("old"));
    lockSite(new Date(0));
    await at("site-qa", (state) => state.write("new"));
    expect(await at("site-qa", (state) => state.read())).toBe("new");
  });
});
