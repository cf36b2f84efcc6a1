import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { copyOfThisProject } from "#fixtures/copy.ts";
import { type Started, start } from "./command.ts";
import { requestEdge } from "./request-edge.ts";

const portable = `import { onOriginRequest } from "@featheredge/edge-sdk";
export default onOriginRequest((request) => {
  const { body } = request;
  request.headers.set("x-seen", String(body?.length) + " " + request.bodyTruncated);
  if (request.query.has("replace")) request.body = "portable " + body;
  if (request.query.has("grow")) request.body = "x".repeat(Number(request.query.get("grow")));
  return request;
});`;
const native = `exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const { body } = request;
  const text = Buffer.from(body.data, "base64").toString();
  request.headers["x-seen"] = [{ key: "x-seen", value: text.length + " " + body.inputTruncated }];
  const query = new URLSearchParams(request.querystring);
  if (query.has("replace")) request.body = { action: "replace", encoding: "text", data: "native " + text };
  if (query.has("base64")) request.body = { action: "replace", encoding: "base64", data: Buffer.from("native " + text).toString("base64") };
  if (query.has("grow")) request.body = { action: "replace", encoding: "text", data: "x".repeat(Number(query.get("grow"))) };
  return request;
};`;
const unread = `exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  request.headers["x-seen"] = [{ key: "x-seen", value: Object.keys(request).includes("body") ? "body" : "none" }];
  return request;
};`;

const behavior = (path: string, event: string, handler: string) =>
  `{ pathPattern: "/${path}", origin: "app", allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"], viewerProtocolPolicy: "allow-all", cachePolicy: "CachingDisabled", originRequestPolicy: "AllViewerExceptHostHeader", ${event}: "${handler}" }`;

const environment = `export default {
  account: "000000000000",
  region: "us-east-1",
  state: { type: "local" },
  tags: {},
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  handlers: { portable: {}, native: {}, unread: {} },
  distributions: {
    app: {
      comment: "Request bodies",
      waitForDeployment: false,
      origins: { app: { type: "custom", domainName: "app.example.com" } },
      defaultBehavior: { origin: "app", viewerProtocolPolicy: "allow-all" },
      behaviors: [
        ${behavior("portable-viewer", "viewerRequest", "portable")},
        ${behavior("portable-origin", "originRequest", "portable")},
        ${behavior("native-viewer", "viewerRequest", "native")},
        ${behavior("native-origin", "originRequest", "native")},
        ${behavior("unread", "originRequest", "unread")},
      ],
    },
  },
};`;

let root: string;
let up: Started;
let port: number;
let origin: Server;
let heard = "";

/** Runs the whole chain: handlers are compiled, synthesized to HCL, applied by Terraform, and served. */
beforeAll(async () => {
  root = copyOfThisProject();
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write("environments/local.ts", environment);
  write("edge-handlers/portable/handler.ts", portable);
  write("edge-handlers/native/handler.js", native);
  write("edge-handlers/unread/handler.js", unread);
  origin = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ seen: request.headers["x-seen"], length: body.length, start: body.slice(0, 20) }));
  });
  await new Promise<void>((listening) => origin.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  const args = ["up", "--http-port", "0", "--https-port", "0", "--origin", `app.example.com=${address}`];
  up = start(args, { cwd: root });
  for (const stream of ["stdout", "stderr"] as const) {
    up.process[stream]?.on("data", (text: string) => {
      heard += text;
    });
  }
  const isServed = () => /http:\/\/localhost:\d+\//.test(heard) || up.process.exitCode !== null;
  await vi.waitUntil(isServed, { timeout: 200_000 });
  port = Number(/http:\/\/localhost:(\d+)\//.exec(heard)?.[1]);
});

afterAll(async () => {
  up.process.kill("SIGTERM");
  await up.finished;
  origin.close();
  rmSync(root, { recursive: true });
});

const post = async (path: string, body: string) => {
  const answer = await requestEdge({ port, host: `localhost:${port}`, path, method: "POST", body });
  return answer.status === 200 ? JSON.parse(answer.body) : answer.status;
};

describe("the body of a request to a synthesized distribution", () => {
  it("is included where a handler uses it, and only there", async () => {
    const file = readdirSync(root, { recursive: true, encoding: "utf8" }).find((name) => name.endsWith("/cdk.tf"));
    const hcl = readFileSync(join(root, file ?? ""), "utf8");
    await vi.waitUntil(() => /portable-viewer-request +Lambda@Edge/.test(heard), { timeout: 60_000 });
    expect(hcl.match(/include_body += (?:true|false)/g)?.map((line) => line.replace(/ +/g, " "))).toEqual([
      ...Array(4).fill("include_body = true"),
      "include_body = false",
    ]);
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-include-body-access.html
  it.each(["portable-viewer", "portable-origin", "native-viewer", "native-origin"])("is seen by %s", async (path) => {
    expect(await post(`/${path}`, "hello")).toEqual({ seen: "5 false", length: 5, start: "hello" });
  });

  it.each([
    ["portable-viewer?replace", "portable hello"],
    ["portable-origin?replace", "portable hello"],
    ["native-viewer?replace", "native hello"],
    ["native-origin?replace", "native hello"],
    ["native-viewer?base64", "native hello"],
    ["native-origin?base64", "native hello"],
  ])("is replaced by %s", async (path, start) => {
    expect(await post(`/${path}`, "hello")).toEqual({ seen: "5 false", length: start.length, start });
  });

  it("is shown to 40 KB at viewer request and 1 MB at origin request, and reaches the origin whole", async () => {
    const long = "a".repeat(1024 * 1024 + 10);
    const whole = { length: long.length, start: "a".repeat(20) };
    for (const kind of ["portable", "native"]) {
      expect(await post(`/${kind}-viewer`, long)).toEqual({ seen: `${40 * 1024} true`, ...whole });
      expect(await post(`/${kind}-origin`, long)).toEqual({ seen: `${1024 * 1024} true`, ...whole });
    }
  });

  it("is replaced by 40 KB at viewer request and 1 MB at origin request, and more is an error", async () => {
    for (const kind of ["portable", "native"]) {
      expect(await post(`/${kind}-viewer?grow=40960`, "a")).toMatchObject({ length: 40_960 });
      expect(await post(`/${kind}-viewer?grow=40961`, "a")).toBe(kind === "native" ? 502 : 503);
      expect(await post(`/${kind}-origin?grow=1048576`, "a")).toMatchObject({ length: 1_048_576 });
      expect(await post(`/${kind}-origin?grow=1048577`, "a")).toBe(kind === "native" ? 502 : 503);
    }
  });

  it("is not in the event where no handler uses it", async () => {
    expect(await post("/unread", "hello")).toEqual({ seen: "none", length: 5, start: "hello" });
  });
});
