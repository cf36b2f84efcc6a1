import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPythonMaker, getPythonTools, pythonPackages } from "./python-tools.ts";
import { installing, makeTestMachine, type TestMachine } from "./testing/machine.ts";
import { type ToolsFolder, toolsFolder } from "./tools-folder.ts";

let machine: TestMachine;
let tools: ToolsFolder;

beforeEach(() => {
  machine = makeTestMachine();
  tools = toolsFolder(machine.root);
});

afterEach(() => machine.remove());

const run = async ([program = "", ...args]: readonly string[]) =>
  spawnSync(program, args, { env: machine.env }).status ?? 1;

/** A fake `python3 -m venv`: its environment has two programs, and its pip writes its arguments to a file. */
const venv = [
  'if [ "$1" = -c ]; then exit 0; fi',
  'mkdir -p "$3/bin"',
  'printf \'#!/bin/sh\\necho "$@" > "$0".arguments\\n\' > "$3/bin/python3"; chmod 755 "$3/bin/python3"',
  installing("$3/bin/moto_server", "moto"),
  installing("$3/bin/aws", "aws-cli/1"),
];

describe("findPythonMaker", () => {
  it("prefers uv", async () => {
    machine.install("uv");
    machine.install("python3", ...venv);
    expect(await findPythonMaker(machine.env, run)).toEqual({ name: "uv", program: join(machine.bin, "uv") });
  });

  it("accepts a Python that can make environments", async () => {
    machine.install("python3", ...venv);
    expect(await findPythonMaker(machine.env, run)).toMatchObject({ name: "python3" });
  });

  it("rejects a Python that can't make environments or is too old", async () => {
    machine.install("python3", "exit 1");
    expect(await findPythonMaker(machine.env, run)).toBeUndefined();
  });

  it("returns undefined when neither uv nor Python is installed", async () => {
    expect(await findPythonMaker(machine.env, run)).toBeUndefined();
  });
});

describe("installing the Python tools", () => {
  const get = (programs = ["moto_server"]) =>
    getPythonTools({ name: "python3", program: join(machine.bin, "python3") }, tools, programs, run);

  it("pins each package, and links only the programs that were missing", async () => {
    machine.install("python3", ...venv);
    await get();
    expect(readdirSync(tools.bin)).toEqual(["moto_server"]);
    expect(readFileSync(join(tools.bin, "moto_server"), "utf8")).toContain("moto");
    expect(readFileSync(join(tools.python, "bin", "python3.arguments"), "utf8").trim()).toBe(
      `-m pip install --quiet --disable-pip-version-check ${pythonPackages.join(" ")}`,
    );
    for (const each of pythonPackages) expect(each).toMatch(/^[\w-]+(\[server\])?==\d+(\.\d+)+$/);
  });

  it("removes the environment that it replaces", async () => {
    machine.install("python3", ...venv);
    await get();
    const first = readlinkSync(tools.python);
    await get();
    expect(readlinkSync(tools.python)).not.toBe(first);
    expect(existsSync(join(tools.folder, first))).toBe(false);
  });

  it("leaves nothing behind when it fails, and says which command failed", async () => {
    machine.install("python3", 'mkdir -p "$3/bin"', "exit 3");
    await expect(get()).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringMatching(/python3 -m venv .*' ended with exit code 3; its output is above\.$/),
    });
    expect(readdirSync(tools.folder)).toEqual([]);
  });
});
