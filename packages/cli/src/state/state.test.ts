import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Stack, stackDirectory } from "../project/stacks.ts";
import { checkStateNotMoved } from "./check-moved.ts";
import { findGoneStacks } from "./gone-stacks.ts";
import { hasResources, type StoredState } from "./stored-state.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "state-"));
});

afterEach(() => rmSync(root, { recursive: true }));

/** A stack's folder as synthesis writes it; without a bucket its state is local. */
function stack(name: string, environment: string, bucket?: string): Stack {
  const directory = stackDirectory(root, name);
  mkdirSync(directory, { recursive: true });
  const backend =
    bucket === undefined
      ? '  backend "local" {\n    path = "terraform.tfstate"\n  }'
      : `  backend "s3" {\n    bucket       = "${bucket}"\n    key          = "${name}/terraform.tfstate"\n  }`;
  const provider = 'provider "aws" {\n  region = "eu-west-1"\n}';
  const resource = 'resource "aws_s3_bucket" "it" {\n  bucket = "it"\n}';
  writeFileSync(join(directory, "cdk.tf"), `terraform {\n${backend}\n}\n\n${provider}\n\n${resource}\n`);
  writeFileSync(join(directory, ".terraform.lock.hcl"), "lock");
  const metadata = { "//": { featheredge: { kind: "distribution", environment, name } } };
  writeFileSync(join(directory, "metadata.json"), JSON.stringify(metadata));
  return { name, directory, environment, dependencies: [] };
}

function synthesized(...stacks: Stack[]): void {
  const entries = stacks.map(({ name }) => [name, { dependencies: [] }]);
  writeFileSync(join(root, "cdktf.out", "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
}

/** A state with one resource, which has the tags of a stack unless it is another program's. */
function state(environment?: string, name = "site-dev"): string {
  const tags_all =
    environment === undefined ? null : { "featheredge-environment": environment, "featheredge-stack": name };
  return JSON.stringify({ serial: 1, resources: [{ mode: "managed", instances: [{ attributes: { tags_all } }] }] });
}

const empty = JSON.stringify({ serial: 2, resources: [{ mode: "data", instances: [{ attributes: {} }] }] });

const stored = (name: string, text: string, bucket = "states"): StoredState => ({
  bucket,
  key: `${name}/terraform.tfstate`,
  text,
});

const names = (stacks: readonly Stack[]) => stacks.map(({ name }) => name);

describe("a state", () => {
  it("has resources where one is managed, and where it can't be read", () => {
    expect(hasResources(state())).toBe(true);
    expect(hasResources("damaged")).toBe(true);
    expect(hasResources(empty)).toBe(false);
    expect(hasResources("")).toBe(false);
  });
});

describe("the stacks that have a state and no configuration", () => {
  const query = { environment: "dev", bucket: "states" };

  it("are those whose state in S3 names resources", () => {
    const old = stack("old-dev", "dev", "states");
    stack("empty-dev", "dev", "states");
    stack("never-dev", "dev", "states");
    synthesized(stack("site-dev", "dev", "states"));
    const states = [stored("old-dev", state("dev")), stored("empty-dev", empty), stored("site-dev", state("dev"))];
    expect(findGoneStacks(root, { ...query, states })).toEqual([old]);
  });

  it("are those whose local state names resources", () => {
    const old = stack("old-dev", "dev");
    const done = stack("done-dev", "dev");
    synthesized(stack("site-dev", "dev"));
    writeFileSync(join(old.directory, "terraform.tfstate"), state("dev"));
    writeFileSync(join(done.directory, "terraform.tfstate"), empty);
    expect(findGoneStacks(root, { ...query, bucket: undefined, states: [] })).toEqual([old]);
  });

  it("are found without their folder, which is written again with what destroying needs", () => {
    synthesized(stack("site-dev", "dev", "states"));
    const [found] = findGoneStacks(root, { ...query, states: [stored("old-dev", state("dev", "old-dev"))] });
    expect(found).toMatchObject({ name: "old-dev", environment: "dev" });
    const text = readFileSync(join(found?.directory ?? "", "cdk.tf"), "utf8");
    expect(text).toContain('key          = "old-dev/terraform.tfstate"');
    expect(text).toContain('provider "aws" {');
    expect(text).not.toContain("resource");
    expect(readFileSync(join(found?.directory ?? "", ".terraform.lock.hcl"), "utf8")).toBe("lock");
  });

  it("are never another environment's, or another program's", () => {
    synthesized(stack("site-dev", "dev", "states"));
    const states = [
      stored("site-eu-dev", state("eu-dev")),
      stored("theirs-dev", state()),
      stored("copy-dev", state("dev", "old-dev")),
      stored("old-dev", state("dev", "old-dev"), "another-bucket"),
    ];
    expect(names(findGoneStacks(root, { ...query, states }))).toEqual([]);
  });
});

describe("a stack whose state is elsewhere than its configuration says", () => {
  const check = (one: Stack, states?: readonly StoredState[]) => () => checkStateNotMoved(root, one, states);

  it("is refused on the loopback, with the command that moves the state", () => {
    const site = stack("site-dev", "dev", "new");
    expect(check(site, [stored("site-dev", state("dev"), "old")])).toThrow(
      /^environments\/dev\.ts: state: The state of site-dev is in s3:\/\/old\/site-dev\/terraform\.tfstate, but the environment names s3:\/\/new.*featheredge loopback --environment dev -- aws s3 mv s3:\/\/old\S+ s3:\/\/new/,
    );
    expect(check(site, [stored("site-dev", empty, "old")])).not.toThrow();
    expect(
      check(site, [stored("site-dev", state("dev"), "old"), stored("site-dev", state("dev"), "new")]),
    ).not.toThrow();
  });

  it("is refused on AWS where this checkout was initialized for the other backend", () => {
    const site = stack("site-dev", "dev", "new");
    expect(check(site)).not.toThrow();
    mkdirSync(join(site.directory, ".terraform"));
    const record = (bucket: string) => {
      const config = { bucket, key: "site-dev/terraform.tfstate" };
      writeFileSync(
        join(site.directory, ".terraform/terraform.tfstate"),
        JSON.stringify({ backend: { type: "s3", config } }),
      );
    };
    record("old");
    expect(check(site)).toThrow(
      /The state of site-dev is in s3:\/\/old.*terraform -chdir=\S+site-dev init -migrate-state$/,
    );
    record("new");
    expect(check(site)).not.toThrow();
  });

  it("is refused when a local state has resources and the configuration names a bucket", () => {
    const site = stack("site-dev", "dev", "new");
    writeFileSync(join(site.directory, "terraform.tfstate"), empty);
    expect(check(site, [])).not.toThrow();
    writeFileSync(join(site.directory, "terraform.tfstate"), state("dev"));
    expect(check(site, [])).toThrow("The state of site-dev is in the stack's folder (terraform.tfstate)");
    expect(check(site)).toThrow("init -migrate-state");
  });
});
