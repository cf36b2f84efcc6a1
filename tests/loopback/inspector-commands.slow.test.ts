import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featheredge, repository, start, succeed } from "./command.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

const handler = `import { onViewerRequest } from "@featheredge/edge-sdk";
export default onViewerRequest((request) => request.rewrite("/b"));
`;

let root: string;
let loopback: Loopback;
let port: number;

beforeAll(async () => {
  root = projectWith({ handlers: { rewrite: handler } });
  loopback = await startProjectLoopback(root, {});
  port = loopback.edge?.httpPort ?? 0;
  for (const path of ["/first", "/second?token=topsecret"]) {
    await requestEdge({ port, host: "nothing.example.com", path, headers: { "x-loopback-viewer-country": "DE" } });
  }
});
afterAll(async () => {
  await loopback?.close();
  rmSync(root, { recursive: true });
});

describe("featheredge trace", () => {
  it("lists requests that match, the newest last, with their reasons", async () => {
    const all = await succeed(["trace"], { cwd: root });
    expect(all.stdout).toMatch(/DE desktop {2}GET {3}403 .*\/first\n.*\/second\?token=‹hidden:9›\n$/);
    const one = await succeed(["trace", "--why", "path:/first"], { cwd: root });
    expect(one.stdout).toContain("no distribution has the host 'nothing.example.com'");
    const json = await succeed(["trace", "--json", "-path:/first"], { cwd: root });
    expect((await featheredge(["trace", "--folow"], { cwd: root })).stderr).toContain("unknown option '--folow'");
    expect(JSON.parse(json.stdout).requests).toMatchObject([{ path: "/second?token=‹hidden:9›", status: 403 }]);
  });

  it("follows new requests until it is stopped", async () => {
    const following = start(["trace", "--follow", "--json", "--limit", "0"], { cwd: root });
    let printed = "";
    following.process.stdout?.on("data", (text: string) => {
      printed += text;
    });
    await expect
      .poll(
        async () => {
          await requestEdge({ port, host: "nothing.example.com", path: "/followed" });
          return printed;
        },
        { timeout: 30_000, interval: 500 },
      )
      .toContain("/followed");
    following.process.kill("SIGINT");
    expect((await following.finished).exitCode).toBe(130);
  });

  it("says how to start a loopback where none runs", async () => {
    const other = projectWith({ handlers: {} });
    const { exitCode, stderr } = await featheredge(["trace"], { cwd: other });
    rmSync(other, { recursive: true });
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/FE-CLI-177[\s\S]*npx featheredge up/)]);
  });
});

describe("featheredge mcp", () => {
  it("answers every tool to the official client, also at the same time and for an environment that logs", async () => {
    appendFileSync(join(root, "environments", "qa.ts"), 'console.log("The environment was loaded.");\n');
    const client = new Client({ name: "test", version: "1" });
    const command = join(repository, "packages/cli/bin/featheredge.js");
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [command, "mcp"], cwd: root, stderr: "ignore" }),
    );
    const call = async (name: string, input: Record<string, unknown> = {}) => {
      const { content } = await client.callTool({ name, arguments: input }, undefined, { timeout: 180_000 });
      return (content as { text: string }[])[0]?.text ?? "";
    };
    const answers: Record<string, string> = {
      list_requests: await call("list_requests", { filter: "path:/first" }),
      explain_request: await call("explain_request", { filter: "path:/first" }),
      send_request: await call("send_request", { distribution: "shop", path: "/" }),
      explain_placement: await call("explain_placement", { environment: "qa" }),
    };
    const plans = await Promise.all([1, 2].map(() => call("plan_summary", { environment: "qa" })));
    const { tools } = await client.listTools();
    await client.close();
    expect([...Object.keys(answers), "plan_summary"].sort()).toEqual(tools.map(({ name }) => name).sort());
    expect(JSON.parse(answers.list_requests ?? "").requests).toMatchObject([{ path: "/first" }]);
    expect(JSON.parse(answers.explain_request ?? "")).toMatchObject({ stages: [{ kind: "viewer" }, {}, {}] });
    expect(answers.send_request).toContain("There is no distribution 'shop'.");
    expect(JSON.parse(answers.explain_placement ?? "")).toMatchObject({ environments: [{ environment: "qa" }] });
    for (const text of plans) {
      expect(JSON.parse(text)).toMatchObject({ summary: { environment: "qa", target: "loopback" } });
    }
  });
});
