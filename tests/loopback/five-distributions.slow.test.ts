import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectOf } from "#fixtures/copy.ts";
import { awsTools } from "./aws-tools.ts";
import { noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

const account = "111122223333";
const releases = "releases-111122223333";
const fixture = "tests/fixtures/five-sites";

let root: string;
let server: Server;
let loopback: Loopback;

/** One server for both custom origins: it answers with the host, path and token that it gets. */
beforeAll(async () => {
  server = createServer(({ headers, url }, answer) => {
    answer.end(`${headers.host} ${url} ${headers["x-origin-token"] ?? "no token"}`);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  root = projectOf(fixture);
  loopback = await startProjectLoopback(root, { origins: { "app.example.com": url, "archive.example.com": url } });
  const { cli } = awsTools(loopback, account);
  await loopback.ensureBucket({ name: releases, region: "eu-west-1", account });
  await cli("s3api", "put-object", `--bucket=${releases}`, "--key=v2/tool.zip", "--region=eu-west-1");
  const parameter = ["--name=/shop/origin-token", "--type=SecureString", "--value=secret-token"];
  for (const region of ["eu-west-1", "us-east-1"]) {
    await cli("ssm", "put-parameter", `--region=${region}`, ...parameter);
  }
  await run("apply", "sites", "--loopback", "--yes");
});

afterAll(async () => {
  await loopback.close();
  await new Promise((closed) => server.close(closed));
  rmSync(root, { recursive: true });
});

async function run(...args: string[]) {
  await succeed(args, { cwd: root });
}

const ask = (host: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
  requestEdge({ port: loopback.edge?.httpPort ?? 0, host: `${host}.example.com`, path, headers });

const viewerIn = (country: string) => ({ "x-loopback-viewer-country": country });

describe("five distributions of different kinds in one environment", () => {
  it("are written in under 150 lines", () => {
    const files = readdirSync(join(fixture, "environments"));
    const lines = files.flatMap((file) => readFileSync(join(fixture, "environments", file), "utf8").split("\n"));
    expect(lines.length).toBeLessThan(150);
  });

  it("have nothing to change in the next plan of any of their stacks", async () => {
    expect(await plannedChanges(root, "sites")).toEqual([noChanges, noChanges, noChanges]);
  });

  it("serve static pages, with an error page and an edge function", async () => {
    expect(await ask("www", "/")).toMatchObject({
      status: 200,
      body: "<h1>Home</h1>\n",
      headers: { "x-frame-options": "DENY", "strict-transport-security": "max-age=31536000; includeSubDomains" },
    });
    expect(await ask("www", "/missing")).toMatchObject({ status: 404, body: "<h1>Not here</h1>\n" });
    expect(await ask("www", "/preview/index.html")).toMatchObject({ status: 401 });
    const preview = await ask("www", "/preview/index.html", { cookie: "preview=yes" });
    expect(preview).toMatchObject({ status: 200, body: "<h1>Preview</h1>\n" });
  });

  it("fail over to a second origin, cache by a query parameter, and answer some countries only", async () => {
    const guide = await ask("docs", "/guide.html?version=2", viewerIn("DE"));
    expect(guide).toMatchObject({ status: 200, body: "<h1>Guide</h1>\n", headers: { "x-frame-options": "DENY" } });
    const same = await ask("docs", "/guide.html?version=2&other=1", viewerIn("DE"));
    expect(same.headers["x-cache"]).toBe("Hit from cloudfront");
    const other = await ask("docs", "/guide.html?version=3", viewerIn("DE"));
    expect(other.headers["x-cache"]).toBe("Miss from cloudfront");
    const old = await ask("docs", "/2019/old.html", viewerIn("JP"));
    expect(old).toMatchObject({ status: 200, body: "archive.example.com /2019/old.html no token" });
    expect(await ask("docs", "/guide.html", viewerIn("FR"))).toMatchObject({ status: 403 });
  });

  it("serve a bucket of another team, below a path", async () => {
    expect(await ask("downloads", "/tool.zip")).toMatchObject({ status: 200 });
    expect(await ask("downloads", "/v2/tool.zip")).toMatchObject({ status: 403 });
  });

  it("call an API's function", async () => {
    const answer = await requestEdge({
      port: loopback.edge?.httpPort ?? 0,
      host: "orders.example.com",
      path: "/orders/7",
      method: "DELETE",
    });
    expect(answer).toMatchObject({ status: 200, body: "DELETE /orders/7" });
  });

  it("send a server its path and a secret header, and cache by a cookie", async () => {
    const basket = (cookie: string) => ask("shop", "/basket", { cookie, origin: "https://www.example.com" });
    expect(await basket("basket=1; other=a")).toMatchObject({
      status: 200,
      body: "app.example.com /store/basket secret-token",
      headers: { "access-control-allow-origin": "*", "x-cache": "Miss from cloudfront" },
    });
    expect((await basket("basket=1; other=b")).headers["x-cache"]).toBe("Hit from cloudfront");
    expect((await basket("basket=2")).headers["x-cache"]).toBe("Miss from cloudfront");
  });

  it("are destroyed, and the other team's bucket stays", async () => {
    await run("destroy", "sites", "--loopback", "--yes");
    expect(await leftBehind(loopback, account)).toEqual(nothing(releases));
  });
});
