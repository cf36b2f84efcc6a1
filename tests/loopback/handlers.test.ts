import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { featheredge, start } from "./command.ts";
import { referenceProject } from "./projects.ts";

let root: string;

beforeAll(() => {
  root = referenceProject();
});

afterAll(() => rmSync(root, { recursive: true }));

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(root, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replace(from, to));
}

describe("build --watch", () => {
  it("builds again on every change, reports mistakes, and leaves nothing behind on Ctrl-C", async () => {
    const { process: child, finished } = start(["build", "dev", "--watch"], { cwd: root });
    const heard = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.on("data", (text: string) => {
        heard[stream] += text;
      });
    }
    const hears = (stream: "stdout" | "stderr", wanted: RegExp) =>
      vi.waitUntil(() => wanted.test(heard[stream]), { timeout: 120_000 });
    await hears("stdout", /^dev: \d+ functions\n/m);
    edit("edge-handlers/redirects/handler.ts", "rule.status", "418 as 301");
    await hears("stdout", /^dev: \d+ functions; changed: redirects-country-router\n/m);
    expect(heard.stderr).toContain("changed: edge-handlers/redirects/handler.ts\n");
    edit("environments/site.ts", 'viewerRequest: "members-auth"', 'viewerRequest: "member-auth"');
    await hears("stderr", /Did you mean 'members-auth'\?[\s\S]*not built; waiting/);
    child.kill("SIGINT");
    const { exitCode, stderr } = await finished;
    expect(exitCode).toBe(130);
    expect(stderr).toMatch(/Stopped\.\n$/);
    expect(readdirSync(join(root, ".featheredge")).filter((name) => name.startsWith("synthesis-"))).toEqual([]);
    edit("environments/site.ts", 'viewerRequest: "member-auth"', 'viewerRequest: "members-auth"');
  });
});

describe("explain", () => {
  it("shows both runtimes in use on the reference site, with reasons at their lines and what they cost", async () => {
    const { exitCode, stdout } = await featheredge(["explain", "prod"], { cwd: root });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /redirects-country-router +CloudFront Function +[\d,]+ of 10,240 +~\d+ %.* 0\.10 +\d+\.\d\d\n/,
    );
    expect(stdout).toMatch(/members-auth +Lambda@Edge /);
    expect(stdout).toMatch(/why: members-auth\/[\w-]+\.ts:\d+ /);
    expect(stdout).toMatch(/moved to origin-request, and security-headers-lambda into .*: saves \$\d+\.\d\d a month/);
  });

  it("prints one behavior as JSON", async () => {
    const { stdout } = await featheredge(["explain", "prod", "/members/*", "--json"], { cwd: root });
    const [prod] = JSON.parse(stdout).environments;
    expect(prod.functions.map(({ event, runtime }: { event: string; runtime: string }) => [event, runtime])).toEqual([
      ["viewer-request", "lambda-at-edge"],
      ["viewer-response", "lambda-at-edge"],
    ]);
  });

  it("lists the behaviors when the given one does not exist", async () => {
    const { exitCode, stderr } = await featheredge(["explain", "prod", "/nowhere/*"], { cwd: root });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/'prod' has no behavior '\/nowhere\/\*'\..*: '\*', '\/assets\/\*', '\/members\/\*'\.\n$/);
  });
});
