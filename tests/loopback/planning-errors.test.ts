import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { findTerraform } from "@featheredge/cli/terraform";
import { startLoopback } from "@featheredge/loopback";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { featheredge, start } from "./command.ts";
import { smallProject } from "./projects.ts";

let root: string;

beforeEach(() => {
  root = smallProject();
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Makes a PATH with terraform as its only program. */
async function terraformAlone(): Promise<string> {
  const directory = join(root, "bin");
  mkdirSync(directory);
  symlinkSync((await findTerraform(process.env)).path, join(directory, "terraform"));
  return directory;
}

describe("planning", () => {
  it("reports that moto is missing, and how to get it", async () => {
    const PATH = await terraformAlone();
    const { exitCode, stdout, stderr } = await featheredge(["plan", "dev", "--loopback"], { cwd: root, env: { PATH } });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(
      /^error FE-CLI-011: The loopback needs moto .* moto_server is not on PATH\. Run 'npx featheredge setup'\. Get it by: pipx install .*\n$/,
    );
    expect(existsSync(join(root, "cdktf.out"))).toBe(false);
  });

  it("reports that terraform is missing and how to get it, and on the loopback also that moto is missing", async () => {
    const env = { PATH: join(root, "empty") };
    const plain = await featheredge(["plan", "dev"], { cwd: root, env });
    expect(plain.exitCode).toBe(1);
    expect(plain.stderr).toMatch(
      /^error FE-CLI-011: terraform is not on PATH\. Run 'npx featheredge setup'\. Get it from https:\S+ .*\n$/,
    );
    const onLoopback = await featheredge(["plan", "dev", "--loopback"], { cwd: root, env });
    expect(onLoopback.stderr).toMatch(
      /^error FE-CLI-011: terraform is not on PATH\..*\n\nerror FE-CLI-011: The loopback needs moto/,
    );
  });

  it("reports that there are no credentials, and the flag that needs none", async () => {
    const credentials = Object.keys(process.env).filter((name) => name.startsWith("AWS_"));
    const env = {
      ...Object.fromEntries(credentials.map((name) => [name, undefined])),
      HOME: root,
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const { exitCode, stderr } = await featheredge(["plan", "dev"], { cwd: root, env });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error FE-CLI-019: There are no AWS credentials .*featheredge plan dev --loopback\n$/);
  });

  it("prints the times of a start that fails, too", async () => {
    const { exitCode, stdout, stderr } = await featheredge(["up", "dev", "--timings"], { cwd: root });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Step +begins +takes$/m);
    expect(stdout).toMatch(/^moto +\d+\.\d\d s +\d+\.\d\d s$/m);
    expect(stderr).toContain("error FE-CLI-003: stacks/worker/main.ts");
  });

  it("reports an environment that does not exist", async () => {
    for (const args of [
      ["plan", "nope", "--loopback"],
      ["apply", "nope"],
      ["synth", "nope"],
      ["build", "nope"],
    ]) {
      const { exitCode, stdout, stderr } = await featheredge(args, { cwd: root });
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: "error FE-ENV-004: There is no environment 'nope'.\n",
      });
    }
  });

  it("prints the errors of the stacks and of terraform", async () => {
    writeFileSync(join(root, "stacks/main.ts"), 'console.error("The path is wrong."); process.exit(1);');
    const synthesis = await featheredge(["plan", "dev", "--loopback"], { cwd: root });
    expect(synthesis.exitCode).toBe(1);
    expect(synthesis.stderr).toMatch(/\nThe path is wrong\.\n$/);
    rmSync(root, { recursive: true });

    root = smallProject();
    const main = join(root, "stacks/main.ts");
    const written = 'writeFileSync(folder + "/body.txt"';
    const broken = `writeFileSync(folder + "/broken.tf", "resource {");\n${written}`;
    writeFileSync(main, readFileSync(main, "utf8").replace(written, broken));
    const terraform = await featheredge(["plan", "dev", "--loopback"], { cwd: root });
    expect(terraform.exitCode).toBe(1);
    expect(terraform.stderr).toContain("broken.tf line 1");
    expect(terraform.stderr).not.toMatch(/defect|\n {4}at /);
  });

  it("leaves no process behind when it is stopped", async () => {
    const mark = `featheredge-test-${process.pid}`;
    const { process: command, finished } = start(["plan", "dev", "--loopback"], { cwd: root, env: { MARK: mark } });
    await new Promise<void>((resolve) => {
      command.stderr?.on("data", (text: string) => {
        if (text.includes("Planning bucket-dev")) resolve();
      });
    });
    expect(await marked(mark)).toContain("moto_server");
    command.kill("SIGINT");
    expect(await finished).toMatchObject({ exitCode: 130, stderr: expect.stringMatching(/Stopped\.\n$/) });
    while ((await marked(mark)) !== "") await delay(50);
  });
});

/** The options of `ps` that show every process with its environment. */
const withEnvironment = process.platform === "darwin" ? "-axEww" : "axeww";

/** Lists the processes that have the mark in their environment. */
async function marked(mark: string): Promise<string> {
  const { stdout } = await promisify(execFile)("ps", [withEnvironment, "-o", "command"], { maxBuffer: 1 << 26 });
  return stdout
    .split("\n")
    .filter((line) => line.includes(`MARK=${mark}`))
    .join("\n");
}

describe("the loopback", () => {
  it("accepts AWS's hosts and rejects all others, with a log line that names them", async () => {
    const lines: string[] = [];
    const loopback = await startLoopback({ directory: root, env: process.env, log: (line) => lines.push(line) });
    const proxy = new URL(String(loopback.environment("111111111111").HTTPS_PROXY));
    const connect = (authority: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path: authority, agent: false })
          .once("connect", (answer, socket) => {
            socket.destroy();
            resolve(answer.statusCode);
          })
          .once("error", reject)
          .end();
      });
    try {
      expect(await connect("sts.amazonaws.com:443")).toBe(200);
      expect(await connect("cloudfront.amazonaws.com:443")).toBe(200);
      expect(await connect("registry.terraform.io:443")).toBe(403);
      expect(await connect("example.com:443")).toBe(403);
      expect(lines.join("\n")).toMatch(/"registry\.terraform\.io:443".*\n.*"example\.com:443"/);
    } finally {
      await loopback.close();
    }
  });
});
