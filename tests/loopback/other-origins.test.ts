import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "@featheredge/inspector/testing";
import type { Loopback } from "@featheredge/loopback";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

/** The results of a page's attempts, by the attempt's name: what it read, or the error. */
type Attempts = Readonly<Record<string, string>>;

let root: string;
let loopback: Loopback;
let site: Server;
let browser: Browser;
let page: Page;
let httpPort: number;
let proxyPort: number;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "featheredge-origins-"));
  loopback = await startProjectLoopback(root, {});
  httpPort = loopback.edge?.httpPort ?? 0;
  ({ proxyPort } = JSON.parse(readFileSync(join(root, ".featheredge/loopback/running.json"), "utf8")));
  site = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>Elsewhere"));
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  browser = await openBrowser();
  page = await browser.newPage();
  // One request, so that there is a trace that could be read.
  await requestEdge({ port: httpPort, host: "nothing.example.com", path: "/kept-secret" });
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await loopback?.close();
  rmSync(root, { recursive: true });
});

/** Everything with which a page can read or post to another address. */
async function attempt(address: string, path: string): Promise<Attempts> {
  const script = readFileSync(join(import.meta.dirname, "attempts-of-a-page.js"), "utf8").replace("export ", "");
  const addresses = [`http://${address}${path}`, `http://${address}/api/v1/events`, `ws://${address}/api/v1/events`];
  return page.evaluate(`(() => { ${script}; return attemptAll(${JSON.stringify(addresses)}); })()`);
}

const readNothing = (attempts: Attempts) => {
  for (const [name, result] of Object.entries(attempts)) {
    expect([name, result]).toEqual([name, expect.stringMatching(/^(refused: \w+|)$/)]);
  }
};

describe("A page of another origin", () => {
  it.each([
    ["of another port", () => `http://127.0.0.1:${(site.address() as AddressInfo).port}/`],
    ["of another name below .localhost", () => `http://elsewhere.localhost:${(site.address() as AddressInfo).port}/`],
  ])("%s neither reads nor posts to the inspector", async (_, url) => {
    await page.goto(url());
    const before = loopback.edge?.traces.list().length;
    readNothing(await attempt(`inspector.localhost:${httpPort}`, "/api/v1/requests"));
    expect(loopback.edge?.traces.list().length).toBe(before);
  });

  it("neither reads nor posts to the control API and the proxy to AWS", async () => {
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    for (const host of [`loopback.localhost:${proxyPort}`, `127.0.0.1:${proxyPort}`]) {
      readNothing(await attempt(host, "/buckets"));
    }
    expect(await loopback.findObjects({ account: "000000000000", suffix: "" })).toEqual([]);
  });

  it("reads nothing after DNS rebinding: its name leads here, and its origin stays its own", async () => {
    await page.goto(`http://rebound.localhost:${httpPort}/`);
    const read = (path: string) =>
      page.evaluate(async (url) => {
        const response = await fetch(url);
        return { status: response.status, text: await response.text() };
      }, path);
    const answered = await read("/api/v1/requests");
    expect(answered.status).toBe(403);
    expect(answered.text).not.toContain("kept-secret");
    await page.goto(`http://rebound.localhost:${proxyPort}/`);
    for (const path of ["/", "/buckets", "/tunnel"]) {
      expect(await read(path)).toMatchObject({ status: 403, text: expect.stringContaining("only hosts of AWS") });
    }
  });

  it("does not reach moto, which has no port: the proxy takes AWS's hosts by CONNECT and TLS only", async () => {
    for (const host of ["s3.amazonaws.com", "127.0.0.1:5000", "inspector.localhost", `127.0.0.1:${proxyPort}`]) {
      const reset = await requestEdge({ port: proxyPort, host, path: "/moto-api/reset", method: "POST" });
      expect([host, reset.status]).toEqual([host, 403]);
    }
  });
});

describe("The inspector's own page", () => {
  it("reads and posts", async () => {
    await page.goto(`http://inspector.localhost:${httpPort}/openapi.json`);
    const requests = await page.evaluate(async () => (await fetch("/api/v1/requests")).text());
    expect(requests).toContain("kept-secret");
  });
});
