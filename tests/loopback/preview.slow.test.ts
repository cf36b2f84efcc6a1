import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { featheredge, noChanges, plannedChanges, start, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

const account = "111111111111";
const previews = 24;
const domain = "preview.example.com";

/** A handler with dynamic config at viewer request, one that reads the viewer's country, and one for each response event. */
const environment = (config: {
  greeting: string;
  label: string;
}) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  handlers: {
    greet: { config: { greeting: ${JSON.stringify(config.greeting)} } },
    label: { config: { label: ${JSON.stringify(config.label)} } },
    country: {},
    folders: {},
  },
  distributions: {
    site: {
      comment: "Site",
      waitForDeployment: false,
      defaultRootObject: "index.html",
      preview: {
        domainName: "${domain}",
        certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",
      },
      origins: { pages: { type: "static", content: { from: "dist" } } },
      defaultBehavior: {
        origin: "pages",
        viewerProtocolPolicy: "allow-all",
        viewerRequest: "greet",
        originRequest: "folders",
        viewerResponse: "label",
      },
      behaviors: [
        {
          pathPattern: "/country/*",
          origin: "pages",
          viewerProtocolPolicy: "allow-all",
          cachePolicy: "CachingDisabled",
          viewerRequest: "country",
        },
      ],
    },
  },
} satisfies EnvironmentInput;
`;

/** Answers `/hello` with a text of the source, and one of the KeyValueStore. */
const greet = (text: string) => `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

export default onViewerRequest<Config>(async (request, { config }) =>
  request.path === "/hello" ? respond(200, "${text} " + (await config.greeting.get())) : request,
);
`;
const greetConfig = `import { dynamic } from "@featheredge/edge-sdk/config";
import { z } from "zod";

export const config = z.strictObject({ greeting: dynamic(z.string()) });
export type Config = z.infer<typeof config>;
`;
const label = `import { onViewerResponse } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";

export default onViewerResponse<Config>((response, { config, request }) => {
  response.headers.set("x-label", config.label + " " + request.path);
  return response;
});
`;
const labelConfig = `import { z } from "zod";

export const config = z.strictObject({ label: z.string() });
export type Config = z.infer<typeof config>;
`;
/** Reads the viewer's country, which CloudFront adds after viewer request for Lambda@Edge. */
const country = `import { onViewerRequest, respond } from "@featheredge/edge-sdk";

export default onViewerRequest((request) =>
  respond(200, request.viewer.country + " " + request.path + " " + request.cookies.get("a")),
);
`;
const folders = `import { onOriginRequest } from "@featheredge/edge-sdk";

export default onOriginRequest((request) => (request.path.endsWith("/") ? request.rewrite(request.path + "index.html") : request));
`;

let root: string;
let loopback: Loopback;

const write = (path: string, text: string, folder = root) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
/** Makes the checkout that of a pull request. */
const checkOut = (version: string, folder = root) => {
  write("environments/qa.ts", environment({ greeting: `config-${version}`, label: `label-${version}` }), folder);
  write("edge-handlers/greet/handler.ts", greet(`handler-${version}`), folder);
  write("dist/index.html", `content-${version}`, folder);
  write("dist/about/index.html", `about-${version}`, folder);
};
const up = (name: string, folder = root) =>
  succeed(["preview", "up", "qa", "--name", name, "--loopback", "--json"], { cwd: folder }).then(({ stdout }) =>
    JSON.parse(stdout),
  );
const list = async () => {
  const { stdout } = await succeed(["preview", "list", "qa", "--loopback", "--json"], { cwd: root });
  const [site] = JSON.parse(stdout).distributions;
  return site as { host: string; previews: { name: string; isUp: boolean }[] };
};
const port = () => loopback.edge?.httpPort ?? 0;
const byHost = (name: string, path: string, headers: Record<string, string> = {}) =>
  requestEdge({ port: port(), host: `${name}.${domain}`, path, headers });

/** The objects of the previews' buckets, by S3's own API. */
const objects = (): Promise<string[]> =>
  awsTools(loopback, account).python(`
import boto3, json
s3 = boto3.client("s3")
keys = []
for bucket in s3.list_buckets()["Buckets"]:
    if "-preview-" in bucket["Name"]:
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket["Name"]):
            keys += [item["Key"] for item in page.get("Versions", []) + page.get("DeleteMarkers", [])]
print(json.dumps(keys))
`);

const names = Array.from({ length: previews }, (_, index) => `pr-${index + 1}`);

/** The time after which every function reads a changed entry. */
const untilFresh = () => delay(5_500);

beforeAll(async () => {
  root = projectWith({ handlers: { greet: greet("main"), label, country, folders } });
  write("edge-handlers/greet/config.ts", greetConfig);
  write("edge-handlers/label/config.ts", labelConfig);
  checkOut("main");
  loopback = await startProjectLoopback(root, {});
  await succeed(["apply", "qa", "--loopback", "--yes"], { cwd: root });
}, 600_000);

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

describe("previews of pull requests", () => {
  it("have one distribution, next to the one that they show", { timeout: 600_000 }, async () => {
    expect((await leftBehind(loopback, account)).distributions).toBe(2);
    expect(await plannedChanges(root, "qa")).toEqual([noChanges, noChanges]);
    expect((await list()).previews).toEqual([]);
  });

  it(`are put up without an apply, ${previews} of them`, { timeout: 3_000_000 }, async () => {
    for (const name of names) {
      checkOut(name);
      const { previews: made } = await up(name);
      expect(made).toMatchObject([{ distribution: "site", url: `https://${name}.${domain}/`, changed: true }]);
    }
    expect((await list()).previews.map(({ name, isUp }) => [name, isUp])).toEqual(
      [...names].sort().map((name) => [name, true]),
    );
    expect((await leftBehind(loopback, account)).distributions).toBe(2);
  });

  it("each answer with their own handlers, values and content, by host and by header", {
    timeout: 600_000,
  }, async () => {
    const { host } = await list();
    for (const name of names) {
      const headers = { "x-featheredge-preview": name };
      const byHeader = (path: string) => requestEdge({ port: port(), host, path, headers });
      for (const get of [(path: string) => byHost(name, path), byHeader]) {
        expect((await get("/hello")).body).toBe(`handler-${name} config-${name}`);
        expect(await get("/")).toMatchObject({
          status: 200,
          body: `content-${name}`,
          headers: { "x-label": `label-${name} /index.html`, "x-robots-tag": "noindex", "x-featheredge-preview": name },
        });
        expect((await get("/about/")).body).toBe(`about-${name}`);
      }
    }
  });

  it("share no object in the cache", { timeout: 60_000 }, async () => {
    for (const name of ["pr-1", "pr-2"]) {
      const [first, second] = [await byHost(name, "/index.html?new"), await byHost(name, "/index.html?new")];
      expect([first.body, second.body]).toEqual([`content-${name}`, `content-${name}`]);
      expect(second.headers["x-cache"]).toBe("Hit from cloudfront");
    }
  });

  it("run functions that read the viewer's country with the viewer's whole request", { timeout: 60_000 }, async () => {
    const headers = { cookie: "a=1", "x-loopback-viewer-country": "DE" };
    expect((await byHost("pr-1", "/country/a", headers)).body).toBe("DE /country/a 1");
  });

  it("don't answer for a name that no preview has, nor for none", { timeout: 60_000 }, async () => {
    const { host } = await list();
    const unknown = await byHost("pr-999", "/");
    expect(unknown).toMatchObject({ status: 404, body: expect.stringContaining("There is no preview 'pr-999'") });
    const none = await requestEdge({ port: port(), host, path: "/" });
    expect(none).toMatchObject({ status: 404, body: expect.stringContaining("No preview is selected") });
  });

  it("are updated alone: others stay as they are, and in the cache", { timeout: 300_000 }, async () => {
    await byHost("pr-2", "/");
    checkOut("pr-1-again");
    expect((await up("pr-1")).previews).toMatchObject([{ changed: true }]);
    expect((await up("pr-1")).previews).toMatchObject([{ changed: false }]);
    await untilFresh();
    expect((await byHost("pr-1", "/hello")).body).toMatch(/^handler-pr-1-again /);
    expect(await byHost("pr-1", "/")).toMatchObject({ body: "content-pr-1-again" });
    expect((await byHost("pr-2", "/")).headers["x-cache"]).toBe("Hit from cloudfront");
    expect((await byHost("pr-2", "/hello")).body).toBe("handler-pr-2 config-pr-2");
  });

  it("can be put up at the same time", { timeout: 600_000 }, async () => {
    const other = `${root}-other`;
    cpSync(root, other, { recursive: true, verbatimSymlinks: true });
    try {
      checkOut("left");
      checkOut("right", other);
      await Promise.all([up("left"), up("right", other)]);
    } finally {
      rmSync(other, { recursive: true });
    }
    for (const name of ["left", "right"]) {
      expect((await byHost(name, "/hello")).body).toBe(`handler-${name} config-${name}`);
      expect((await byHost(name, "/")).body).toBe(`content-${name}`);
    }
  });

  it("are complete after a run that follows a killed one", { timeout: 900_000 }, async () => {
    const moments = ["Uploading the handlers", "Uploading what has changed", "Writing the entry"];
    for (const [round, moment] of moments.entries()) {
      const name = `killed-${round}`;
      checkOut(name);
      for (let index = 0; index < 40; index++) write(`dist/files/${index}.txt`, `${name} ${index}`);
      const running = start(["preview", "up", "qa", "--name", name, "--loopback"], { cwd: root });
      let printed = "";
      running.process.stderr?.on("data", (text: string) => {
        printed += text;
        if (printed.includes(moment)) running.process.kill("SIGKILL");
      });
      expect((await running.finished).exitCode).toBeNull();
      // Either the entry was not written yet, or everything that it needs was.
      expect([200, 404]).toContain((await byHost(name, "/hello")).status);
      await up(name);
      await untilFresh();
      expect((await byHost(name, "/hello")).body).toBe(`handler-${name} config-${name}`);
      expect((await byHost(name, "/files/39.txt")).body).toBe(`${name} 39`);
      expect((await up(name)).previews).toMatchObject([{ changed: false }]);
    }
  });

  it("are removed when their pull requests are closed, and others stay", { timeout: 600_000 }, async () => {
    await succeed(["preview", "sweep", "qa", "--open", "1,2,3", "--loopback"], { cwd: root });
    const left = ["killed-0", "killed-1", "killed-2", "left", "pr-1", "pr-2", "pr-3", "right"];
    expect((await list()).previews.map(({ name }) => name)).toEqual(left);
    await untilFresh();
    expect((await byHost("pr-4", "/")).status).toBe(404);
    expect((await byHost("pr-2", "/hello")).body).toBe("handler-pr-2 config-pr-2");
    for (const name of left) await succeed(["preview", "down", "qa", "--name", name, "--loopback"], { cwd: root });
    // The list has the names of all keys of the store and of all objects.
    expect((await list()).previews).toEqual([]);
    expect(await objects()).toEqual([]);
    expect((await featheredge(["preview", "down", "qa", "--name", "pr-1", "--loopback"], { cwd: root })).stdout).toBe(
      "site: pr-1 was not up\n",
    );
  });

  it("leave nothing behind when the environment is destroyed", { timeout: 600_000 }, async () => {
    checkOut("main");
    rmSync(join(root, "dist", "files"), { recursive: true });
    await succeed(["destroy", "qa", "--loopback", "--yes"], { cwd: root });
    const { lambdas, roles, ...left } = await leftBehind(loopback, account);
    expect({ ...left, lambdas: [], roles: [] }).toEqual(nothing(`state-${account}`));
    expect(roles).toEqual([]);
    expect(lambdas).toBeDefined();
  });
});
