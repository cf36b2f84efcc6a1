import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

const account = "111111111111";

/** Three sites with an app in a bucket and an API: with an error response for the app, the preset, and error pages. */
const environment = (downTtl: number) => `import type { EnvironmentInput } from "./schema.ts";

const pages = { type: "static", content: "content/app" } as const;
const api = { type: "custom", domainName: "api.example.com" } as const;
const plain = { viewerProtocolPolicy: "allow-all" } as const;
const behaviors = [{ pathPattern: "/api/*", origin: "api", cachePolicy: "UseOriginCacheControlHeaders", ...plain }];

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  distributions: {
    usual: {
      stack: "apps",
      comment: "usual",
      waitForDeployment: false,
      origins: { pages, api },
      customErrorResponses: [
        { errorCode: 403, responseCode: 200, responsePagePath: "/index.html" },
        { errorCode: 404, responseCode: 200, responsePagePath: "/index.html" },
      ],
      defaultBehavior: { origin: "pages", ...plain },
      behaviors,
    },
    preset: {
      stack: "apps",
      comment: "preset",
      waitForDeployment: false,
      origins: { pages, api },
      defaultBehavior: { origin: "pages", singlePageApplication: { exclude: ["/files/"] }, ...plain },
      behaviors,
    },
    pages: {
      stack: "apps",
      comment: "pages",
      waitForDeployment: false,
      origins: { api, errors: { type: "static", content: "content/errors" } },
      notFoundPage: "/errors/404.html",
      customErrorResponses: [
        { errorCode: 404, responsePagePath: "/errors/404.html", origin: "errors" },
        { errorCode: 503, responseCode: 500, responsePagePath: "/errors/down.html", origin: "errors", errorCachingMinTtl: ${downTtl} },
        { errorCode: 504, errorCachingMinTtl: 0 },
      ],
      defaultBehavior: { origin: "api", cachePolicy: "UseOriginCacheControlHeaders", ...plain },
    },
  },
} satisfies EnvironmentInput;
`;

let root: string;
let loopback: Loopback;
let api: Server;
let asked: string[];
let warned: string;

const run = async (...args: string[]) => {
  const { stderr } = await succeed(args, { cwd: root });
  return stderr;
};

function file(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Requests a path of the distribution with a comment. */
function get(comment: string, path: string) {
  const distribution = [...loopback.deployment.distributions].find(({ config }) => config.Comment === comment);
  return requestEdge({ port: loopback.edge?.httpPort ?? 0, host: distribution?.domainName ?? "", path });
}

/** The API answers each path with the status that it names. */
beforeAll(async () => {
  asked = [];
  api = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(Number(/\d{3}/.exec(request.url ?? "")?.[0] ?? 200), { "content-type": "application/json" });
    response.end('{"from":"api"}');
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  root = projectWith({ handlers: {}, kept: ["spa-fallback"] });
  file("content/app/index.html", "<h1>App</h1>");
  file("content/app/app.js", "start()");
  file("content/errors/errors/404.html", "<h1>Not here</h1>");
  file("content/errors/errors/down.html", "<h1>Down</h1>");
  file("environments/qa.ts", environment(60));
  const origins = { "api.example.com": `http://127.0.0.1:${(api.address() as AddressInfo).port}` };
  loopback = await startProjectLoopback(root, { origins });
  warned = await run("apply", "qa", "--loopback", "--yes");
});

afterAll(async () => {
  await loopback.close();
  api.close();
  rmSync(root, { recursive: true });
});

describe("an error response that sends an app's page for 403 and 404", () => {
  it("serves the app's routes, and hides the 404 and 403 of the API, with a warning before it is applied", async () => {
    expect(await get("usual", "/orders/7")).toMatchObject({ status: 200, body: "<h1>App</h1>" });
    expect(await get("usual", "/api/404")).toMatchObject({ status: 200, body: "<h1>App</h1>" });
    expect(await get("usual", "/api/403")).toMatchObject({ status: 200, body: "<h1>App</h1>" });
    expect(warned).toContain("/index.html with status 200 also replaces the 404 of api");
    expect(warned).not.toContain("distributions.preset");
  });
});

describe("singlePageApplication", () => {
  it("serves the app's page for its routes, and files as they are", async () => {
    for (const route of ["/", "/orders/7", "/docs/v1.2"]) {
      expect(await get("preset", route)).toMatchObject({ status: 200, body: "<h1>App</h1>" });
    }
    expect(await get("preset", "/app.js")).toMatchObject({ status: 200, body: "start()" });
  });

  it("leaves the errors of the API, of missing files and of excluded folders as they are", async () => {
    expect(await get("preset", "/api/404")).toMatchObject({ status: 404, body: '{"from":"api"}' });
    expect(await get("preset", "/api/403")).toMatchObject({ status: 403, body: '{"from":"api"}' });
    // S3 answers 403 to a reader that may not list the bucket.
    expect(await get("preset", "/missing.js")).toMatchObject({ status: 403 });
    expect(await get("preset", "/files/report")).toMatchObject({ status: 403 });
  });
});

describe("error pages", () => {
  it("come from the origin that they name, with the status that they name", async () => {
    expect(await get("pages", "/404")).toMatchObject({ status: 404, body: "<h1>Not here</h1>" });
    expect(await get("pages", "/403")).toMatchObject({ status: 404, body: "<h1>Not here</h1>" });
    expect(await get("pages", "/503")).toMatchObject({ status: 500, body: "<h1>Down</h1>" });
    expect(await get("pages", "/504")).toMatchObject({ status: 504, body: '{"from":"api"}' });
    expect(await get("pages", "/200")).toMatchObject({ status: 200, body: '{"from":"api"}' });
  });

  it("are cached for as long as their entries say", async () => {
    const times = async (path: string) => {
      const before = asked.length;
      for (let time = 0; time < 3; time += 1) await get("pages", path);
      return asked.slice(before).filter((url) => url === path).length;
    };
    expect([await times("/503/cached"), await times("/504/uncached")]).toEqual([1, 3]);
  });

  it("have nothing to change in the next plan, and change in one apply", async () => {
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
    file("environments/qa.ts", environment(0));
    await run("apply", "qa", "--loopback", "--yes");
    const before = asked.length;
    for (let time = 0; time < 2; time += 1) {
      expect(await get("pages", "/503/changed")).toMatchObject({ status: 500, body: "<h1>Down</h1>" });
    }
    expect(asked.length - before).toBe(2);
  });

  it("are destroyed with their behaviors, and nothing is left", async () => {
    await run("destroy", "qa", "--loopback", "--yes");
    expect(await leftBehind(loopback, account)).toEqual(nothing(`state-${account}`));
  });
});
