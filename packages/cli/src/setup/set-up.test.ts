import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import { needsOf, type ToolName } from "./needs.ts";
import { findPackageManager } from "./package-managers.ts";
import { findPythonMaker, type RunProgram } from "./python-tools.ts";
import { setUp } from "./set-up.ts";
import { installing, makeTestMachine, type TestMachine } from "./testing/machine.ts";

let machine: TestMachine;
let printed: string;
let questions: string[];

beforeEach(() => {
  machine = makeTestMachine();
  printed = "";
  questions = [];
});

afterEach(() => machine.remove());

const context = (options: { answer?: boolean; env?: NodeJS.ProcessEnv } = {}): Context => ({
  root: machine.root,
  env: { ...machine.env, ...options.env },
  interruption: { stop: new AbortController().signal, kill: new AbortController().signal },
  output: {
    print: (text) => (printed += text),
    progress: (line) => (printed += `${line}\n`),
    passOn: (text) => (printed += text),
    terminal: false,
  } as Context["output"],
  confirm:
    options.answer === undefined
      ? undefined
      : async (question) => {
          questions.push(question);
          return options.answer === true;
        },
});

const run: RunProgram = async ([program = "", ...args]) =>
  spawnSync(program, args, { env: machine.env, encoding: "utf8" }).status ?? 127;

const need = (...names: ToolName[]) => needsOf(true).filter(({ tool }) => names.includes(tool));

const getAll = async (names: ToolName[], options: Parameters<typeof context>[0] & { yes?: boolean } = {}) =>
  setUp(context(options), {
    needs: need(...names),
    yes: options.yes ?? false,
    release: { version: "9.8.7", site: "http://127.0.0.1:9", checksums: {} },
    platform: "linux_amd64",
    elevation: { prefix: [] },
    run,
    probe: run,
    inspectMachine: async () => ({
      hasTerraformRelease: true,
      canMakePython: (await findPythonMaker(machine.env, run)) !== undefined,
      manager: findPackageManager(machine.env),
      mayInstall: true,
    }),
  });

const aptInstalls = (pattern: string, ...lines: string[]) =>
  machine.install("apt-get", `case "$*" in install*${pattern}*) ${lines.join("; ")} ;; install*) exit 100 ;; esac`);

const njs = () => aptInstalls("njs", installing("$BIN/njs", "0.7.9"));

describe("setup", () => {
  it("says what it will do, and does it when there is no terminal to ask on", async () => {
    njs();
    expect(await getAll(["njs"])).toEqual([]);
    expect(printed).toBe(
      "Some tools are missing. featheredge setup will:\n" +
        "- install njs on this machine by apt-get\n" +
        "There is no terminal to ask on: featheredge setup goes ahead.\n",
    );
  });

  it("asks on a terminal, and does nothing without consent", async () => {
    njs();
    const missing = await getAll(["njs"], { answer: false });
    expect(questions).toEqual(["Go ahead?"]);
    expect(missing.map(({ explanation }) => explanation)).toEqual([
      "njs is missing. It is needed to load each CloudFront Function in the engine that CloudFront's runtime was made " +
        "from. You chose not to install it. To get it by hand: apt-get install njs (Debian, Ubuntu), or " +
        "https://nginx.org/en/docs/njs/install.html.",
    ]);
    expect(await getAll(["njs"], { answer: true })).toEqual([]);
  });

  it.each([
    ["with --yes", { yes: true, answer: false }],
    ["with CI=true", { env: { CI: "true" }, answer: false }],
  ])("does not ask %s", async (_, options) => {
    njs();
    expect(await getAll(["njs"], options)).toEqual([]);
    expect(questions).toEqual([]);
  });

  it("prints nothing when all tools are installed", async () => {
    machine.install("njs", 'echo "0.7.9"');
    expect(await getAll(["njs"], { answer: false })).toEqual([]);
    expect([printed, questions]).toEqual(["", []]);
  });

  it("tries the next way when one fails", async () => {
    machine.install("uv", "exit 2");
    aptInstalls("awscli", installing("$BIN/aws", "aws-cli/2.9.19"));
    expect(await getAll(["aws"])).toEqual([]);
    expect(printed).toContain("- install moto");
    expect(printed).toContain("- install awscli on this machine by apt-get");
  });

  it("accepts another version of moto when it can't get the pinned one", async () => {
    machine.install("uv", "exit 2");
    machine.install("moto_server");
    expect(await getAll(["moto"])).toEqual([]);
  });

  it("explains each tool that it can't get in one paragraph, with every reason, and goes on with the others", async () => {
    machine.install("uv", "exit 2");
    njs();
    const missing = await getAll(["terraform", "moto", "njs", "aws"]);
    expect(missing.map(({ need }) => need.tool)).toEqual(["terraform", "moto", "aws"]);
    const [terraform = "", moto = "", aws = ""] = missing.map(({ explanation }) => explanation);
    expect(terraform).toMatch(
      /^terraform is missing\. It is needed to plan and apply the stacks\. http:.*zip can't be downloaded: .*\. To get it by hand: https:\/\/developer\.hashicorp\.com\/terraform\/install/,
    );
    expect(moto).toMatch(
      /^moto is missing\. .* ended with exit code 2; its output is above\. To get it by hand: pipx install/,
    );
    expect(aws).toMatch(
      /^aws is missing\. .* ended with exit code 2; .*'env .*apt-get install .*awscli' ended with exit code 100; /,
    );
    for (const text of [terraform, moto, aws]) expect(text).not.toContain("\n");
  });

  it("says that an installed tool is not on PATH", async () => {
    machine.install("apt-get");
    const [missing] = await getAll(["njs"]);
    expect(missing?.explanation).toContain(" It was installed, but it is not on PATH. To get it by hand: ");
  });

  it("explains that a machine without a known package manager can't install packages", async () => {
    const [missing] = await getAll(["njs"]);
    expect(missing?.explanation).toContain("no package manager that it knows (apt-get, apk, dnf, brew) is on PATH.");
  });
});
