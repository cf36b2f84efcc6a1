import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { terraformRelease } from "../setup/terraform-release.ts";
import { makeTestMachine, type TestMachine } from "../setup/testing/machine.ts";

const command = fileURLToPath(new URL("../../bin/featheredge.js", import.meta.url));

let machine: TestMachine;

beforeEach(() => {
  machine = makeTestMachine();
  machine.install("terraform", `echo '{"terraform_version": "${terraformRelease.version}"}'`);
  machine.install("moto_server");
});

afterEach(() => machine.remove());

const featheredge = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [command, ...args], {
    cwd: machine.root,
    env: { ...machine.env, HOME: machine.root, ...env },
    encoding: "utf8",
  });

describe("featheredge setup", () => {
  it("succeeds when all is here", () => {
    machine.install("njs", 'echo "0.7.9"');
    expect(featheredge(["setup"])).toMatchObject({ status: 0, stdout: "", stderr: "All tools are installed.\n" });
  });

  it("goes on without a tool that running can do without, and explains it", () => {
    const { status, stderr } = featheredge(["setup"]);
    expect(stderr).toMatch(/^\nnjs is missing\. It is needed to .*\n\nfeatheredge goes on without\./);
    expect(status).toBe(0);
  });

  it("fails with CI=true when any tool is missing", () => {
    const { status, stderr } = featheredge(["setup"], { CI: "true" });
    expect(stderr).toMatch(/^\nnjs is missing\. .*\n$/);
    expect(status).toBe(1);
  });

  it("fails when nothing works without a tool, in CI or not", () => {
    machine.install("terraform", `echo '{"terraform_version": "1.9.0"}'`);
    machine.install("njs", 'echo "0.7.9"');
    const offline = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(noFetch)}` };
    const { status, stderr } = featheredge(["setup"], offline);
    expect(stderr).toMatch(/\nterraform is missing\. .* can't be downloaded: no network\. To get it by hand: /);
    expect(status).toBe(1);
  });

  it("looks for the tools of the tests where that is asked for", () => {
    machine.install("njs", 'echo "0.7.9"');
    const { stderr } = featheredge(["setup", "--tests"]);
    for (const tool of ["aws", "boto3", "chromium"]) expect(stderr).toContain(`\n${tool} is missing. `);
  });
});

const noFetch = 'globalThis.fetch = () => Promise.reject(new TypeError("no network"));';

describe("every command", () => {
  it("finds the project's own tools first", () => {
    const bin = join(machine.root, ".featheredge", "tools", "bin");
    mkdirSync(bin, { recursive: true });
    machine.install(join("..", "project", ".featheredge", "tools", "bin", "njs"), 'echo "9.8.7"');
    machine.install("njs", 'echo "0.7.9"');
    const { tools } = JSON.parse(featheredge(["doctor", "--json"]).stdout);
    expect(tools).toContainEqual(expect.objectContaining({ name: "njs", version: "9.8.7", detail: join(bin, "njs") }));
  });
});
