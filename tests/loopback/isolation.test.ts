import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { repository } from "./command.ts";
import { misbehaving, observer, spoiler } from "./misbehaving.ts";
import { descendantsOf, stillRunning } from "./processes.ts";
import { requestEdge } from "./request-edge.ts";
import type { Serving } from "./serve.ts";

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

let folder: string;
let origin: Server;
let edge: ChildProcess;
let serving: Serving;
/** The distributions' domain names, by the names of their functions. The distribution `""` has no function. */
let hosts: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "loopback-isolation-")));
  origin = createServer((request, response) => response.end(`the origin's ${request.url}`));
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const origins = { "api.example.com": `http://127.0.0.1:${(origin.address() as AddressInfo).port}` };
  const args = ["--import", "tsx", pathOf("serve.ts"), join(folder, "loopback"), JSON.stringify(origins)];
  edge = spawn(process.execPath, args, { cwd: repository, stdio: ["pipe", "pipe", "ignore"] });
  const [line] = await once(createInterface(edge.stdout as NodeJS.ReadableStream), "line");
  serving = JSON.parse(line);
  const functions = join(folder, "functions.json");
  writeFileSync(functions, JSON.stringify([...misbehaving, spoiler, observer]));
  const script = readFileSync(pathOf("deploy_functions.py"), "utf8");
  hosts = await awsTools({ environment: () => serving.environment }).python(script, functions);
});

afterAll(() => {
  edge.kill("SIGKILL");
  origin.closeAllConnections();
  origin.close();
  rmSync(folder, { recursive: true });
});

const ask = (name: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
  requestEdge({ port: serving.port, host: hosts[name] ?? "", path, headers });

const served = (path: string) => ({ status: 200, body: `the origin's ${path}` });

describe("at the edge", () => {
  it.each(misbehaving.map((given) => [given.name, given] as const))(
    "%s gets AWS's error answer and does not affect other requests",
    async (name, { status, xCache, always }) => {
      const [failed, meanwhile] = await Promise.all([
        ask(name, "/", { "x-misbehave": "yes" }),
        ask("", "/meanwhile", { "x-misbehave": "yes" }),
      ]);
      expect([failed.status, failed.headers["x-cache"]]).toEqual([status, xCache]);
      expect(failed.body).toContain(`${status} ERROR`);
      expect(meanwhile).toMatchObject(served("/meanwhile"));
      if (always) expect(await ask(name, "/next")).toMatchObject({ status });
      else expect(await ask(name, "/next")).toMatchObject(served("/next"));
      expect(await ask(name, "/plain/next")).toMatchObject(served("/plain/next"));
      expect(await ask("", "/next")).toMatchObject(served("/next"));
    },
  );

  it("a CloudFront Function that changes prototypes does not affect other functions", async () => {
    expect(await ask(spoiler.name, "/", { "x-misbehave": "yes" })).toMatchObject({ status: 200, body: "spoilt" });
    expect(await ask(observer.name, "/")).toMatchObject({ status: 200, body: "unspoilt" });
  });

  it("leaves no process, thread or handle behind when it is closed", async () => {
    const started = await descendantsOf(edge.pid ?? 0);
    expect(started).not.toEqual([]);
    const ended = once(edge, "exit");
    edge.stdin?.end();
    expect(await ended).toEqual([0, null]);
    await expect(ask("", "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    // The process that compiles TypeScript ends a moment later.
    await vi.waitFor(async () => expect(await stillRunning(started)).toEqual([]), 10_000);
  });
});
