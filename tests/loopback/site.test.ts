import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { featheredge, noChanges, plannedChanges, repository, type Started, start } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { descendantsOf, stillRunning } from "./processes.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { referenceProject } from "./projects.ts";
import { type EdgeAnswer, requestEdge } from "./request-edge.ts";

let root: string;
let up: Started;
let port: number;
const heard = { stdout: "", stderr: "" };

/** Starts `up` as `npm start` does, on free ports, in a copy of the project that the tests edit. */
beforeAll(async () => {
  root = referenceProject();
  const settings = JSON.parse(readFileSync(join(repository, "tsconfig.json"), "utf8"));
  const include = ["edge-handlers/security-headers/handler.ts"];
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ ...settings, include }));
  up = start(["up", "--http-port", "0", "--https-port", "0"], { cwd: root });
  for (const stream of ["stdout", "stderr"] as const) {
    up.process[stream]?.on("data", (text: string) => {
      heard[stream] += text;
    });
  }
  await hears("stdout", /http:\/\/localhost:\d+\//);
  port = Number(/http:\/\/localhost:(\d+)\//.exec(heard.stdout)?.[1]);
});

afterAll(async () => {
  up.process.kill("SIGTERM");
  await up.finished;
  rmSync(root, { recursive: true });
});

async function hears(stream: "stdout" | "stderr", wanted: RegExp): Promise<void> {
  await vi.waitUntil(() => wanted.test(heard[stream]) || up.process.exitCode !== null, { timeout: 200_000 });
  expect(heard[stream], heard.stderr).toMatch(wanted);
}

const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<EdgeAnswer> =>
  requestEdge({ port, host: `localhost:${port}`, path, headers });

const spanish = { "x-loopback-viewer-country": "ES" };

/** Makes the cookie of a member with the tool in the README. */
async function cookieOf(plan: string): Promise<string> {
  const secret = ".featheredge/loopback/secrets/000000000000/site/local/members-auth/secret";
  const tool = ["--import", "tsx", "edge-handlers/members-auth/make-token.ts", "--secret-file", secret];
  const { stdout } = await promisify(execFile)(process.execPath, [...tool, "--claim", `plan=${plan}`], { cwd: root });
  return `members=${stdout.trim()}`;
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(root, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replace(from, to));
}

/** Sends requests one after the other, for a cached page and for an uncached one. */
async function askAllTheTime(cookie: string, signal: AbortSignal): Promise<EdgeAnswer[]> {
  const seen: EdgeAnswer[] = [];
  while (!signal.aborted) {
    seen.push(await ask("/about/", spanish), await ask(`/members/?${seen.length}`, { cookie }));
    await setTimeout(20);
  }
  return seen;
}

describe("the local environment, applied and served", () => {
  it("serves the pages in the language of the viewer's country, from the cache the second time", async () => {
    const first = await ask("/about/", spanish);
    expect(first).toMatchObject({ status: 200, headers: { "x-cache": "Miss from cloudfront" } });
    expect(first.body).toContain('<html lang="es">');
    expect(first.headers["content-security-policy"]).toContain("default-src 'self'");
    expect(await ask("/about/", spanish)).toMatchObject({
      status: 200,
      headers: { "x-cache": "Hit from cloudfront" },
      body: first.body,
    });
    const american = await ask("/about/", { "x-loopback-viewer-country": "US" });
    expect(american.headers["x-cache"]).toBe("Miss from cloudfront");
    expect(american.body).toContain('<html lang="en">');
  });

  it("redirects moved pages, and serves its own page for a missing one", async () => {
    const moved = await ask("/about-us", spanish);
    expect([moved.status, moved.headers.location]).toEqual([301, "/about/"]);
    const { status, body } = await ask("/nothing-here", spanish);
    expect(status).toBe(404);
    expect(body).toBe(readFileSync(join(root, "stacks/content/site/404.html"), "utf8"));
  });

  it("redirects a viewer without a session to the login, and serves a member the pages of the plan", async () => {
    const stranger = await ask("/members/");
    expect([stranger.status, stranger.headers.location]).toEqual([302, "http://login.localhost/?return=%2Fmembers%2F"]);
    for (const plan of ["premium", "standard"]) {
      const page = readFileSync(join(root, `stacks/content/site/members/${plan}/index.html`), "utf8");
      expect(await ask("/members/", { cookie: await cookieOf(plan) })).toMatchObject({ status: 200, body: page });
    }
    const forged = (await cookieOf("premium")).replace(/.$/, (last) => (last === "A" ? "Q" : "A"));
    expect(await ask("/members/", { cookie: forged })).toMatchObject({ status: 302 });
  });

  it("has no changes to plan", async () => {
    expect(await plannedChanges(root, "local")).toEqual([noChanges]);
  });

  it("reports the type error of an edit, and goes on serving what was applied", async () => {
    edit(
      "edge-handlers/security-headers/handler.ts",
      "  return response;",
      '  headers.set("x-edited", 1);\n  return response;',
    );
    await hears("stderr", /Not applied; what was applied before goes on being served\./);
    expect(heard.stderr).toMatch(
      /error FE-HND-037: edge-handlers\/security-headers\/handler\.ts:\d+:27: Argument of type 'number'/,
    );
    expect(heard.stderr).not.toContain("Applied; serving");
    expect(await ask("/about/", spanish)).toMatchObject({ status: 200 });
    edit("edge-handlers/security-headers/handler.ts", '  headers.set("x-edited", 1);\n', "");
    await hears("stderr", /Applied; serving what was changed\./);
    heard.stderr = "";
  });

  it("applies an edited handler while it answers every request", async () => {
    const cookie = await cookieOf("premium");
    const editing = new AbortController();
    const answers = askAllTheTime(cookie, editing.signal);
    edit(
      "edge-handlers/security-headers/handler.ts",
      "  return response;",
      '  headers.set("x-edited", "yes");\n  return response;',
    );
    await hears("stderr", /Applied; serving what was changed\./).finally(() => editing.abort());
    const seen = await answers;
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200]));
    expect(seen[0]?.headers["x-edited"]).toBeUndefined();
    expect((await ask("/about/", spanish)).headers["x-edited"]).toBe("yes");
    const members = await ask("/members/", { cookie });
    expect([members.status, members.headers["x-edited"]]).toEqual([200, "yes"]);
  });

  it("ends on Ctrl-C, with all processes that it started", async () => {
    const started = await descendantsOf(up.process.pid ?? 0);
    expect(started).not.toEqual([]);
    up.process.kill("SIGINT");
    expect((await up.finished).exitCode).toBe(130);
    await vi.waitFor(async () => expect(await stillRunning(started)).toEqual([]), 10_000);
    await expect(ask("/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    const left = readdirSync(join(root, ".featheredge"));
    expect(left.filter((name) => name.startsWith("synthesis-"))).toEqual([]);
  });

  it("is removed by destroy, to the last resource", async () => {
    const loopback = await startProjectLoopback(root);
    try {
      const { exitCode, stderr } = await featheredge(["destroy", "local", "--loopback", "--yes"], { cwd: root });
      expect(exitCode, stderr).toBe(0);
      expect(await leftBehind(loopback, "000000000000")).toEqual(nothing());
    } finally {
      await loopback.close();
    }
  });
});
