import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { noChanges, plannedChanges, start, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

const account = "111111111111";
const bucket = `qa-site-pages-${account}`;

const environment = (content: string) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  handlers: { folders: {} },
  distributions: {
    site: {
      comment: "Site",
      waitForDeployment: false,
      aliases: ["www.example.com"],
      certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",
      defaultRootObject: "index.html",
      origins: { pages: { type: "static", content: ${content} } },
      defaultBehavior: { origin: "pages", viewerProtocolPolicy: "allow-all", originRequest: "folders" },
    },
  },
} satisfies EnvironmentInput;
`;

/** Serves a folder's page for the folder's URL, at origin request: CloudFront caches it under the URL. */
const folders = `import { onOriginRequest } from "@featheredge/edge-sdk";

export default onOriginRequest((request) => (request.path.endsWith("/") ? request.rewrite(request.path + "index.html") : request));
`;

const page = (script: string) => `<!doctype html><script src="/assets/app.${script}.js"></script>`;

let root: string;
let loopback: Loopback;

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const writeSite = (files: Readonly<Record<string, string>>) => {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) write(`dist/${path}`, text);
};
const sync = async (...args: string[]) => {
  const { stdout } = await succeed(["content", "sync", "qa", "--loopback", "--json", ...args], { cwd: root });
  const [origin] = JSON.parse(stdout).origins;
  return { ...origin, keys: origin.uploads.map(({ key }: { key: string }) => key) };
};
const get = async (path: string) => {
  const port = loopback.edge?.httpPort ?? 0;
  const { status, headers, body } = await requestEdge({ port, host: "www.example.com", path });
  return { status, body, cache: headers["x-cache"], type: headers["content-type"], control: headers["cache-control"] };
};
const invalidations = async () =>
  awsTools(loopback, account).python(`
import boto3, json
cloudfront = boto3.client("cloudfront")
id = cloudfront.list_distributions()["DistributionList"]["Items"][0]["Id"]
items = cloudfront.list_invalidations(DistributionId=id)["InvalidationList"].get("Items", [])
print(json.dumps([cloudfront.get_invalidation(DistributionId=id, Id=item["Id"])["Invalidation"]["InvalidationBatch"]["Paths"]["Items"] for item in items]))
`);

beforeAll(async () => {
  root = projectWith({ handlers: { folders } });
  write("old/index.html", "Uploaded by Terraform");
  write("environments/qa.ts", environment('"old"'));
  loopback = await startProjectLoopback(root, {});
  await succeed(["apply", "qa", "--loopback", "--yes"], { cwd: root });
}, 600_000);

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

describe("content that is synced", () => {
  it("takes over from Terraform, which leaves its objects in the bucket", async () => {
    expect(await get("/")).toMatchObject({ status: 200, body: "Uploaded by Terraform" });
    write("environments/qa.ts", environment('{ from: "dist", grace: 3 }'));
    await succeed(["apply", "qa", "--loopback", "--yes"], { cwd: root });
    expect(await get("/index.html")).toMatchObject({ status: 200, body: "Uploaded by Terraform" });
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("uploads every file with its type and Cache-Control, pages last, and invalidates the page that it replaces", async () => {
    writeSite({
      "index.html": page("0123abcd"),
      "about/index.html": page("0123abcd"),
      "assets/app.0123abcd.js": "one()",
      "assets/a b&c.css": "body{}",
    });
    const dry = await sync("--dry-run");
    const first = await sync();
    expect(dry).toEqual(first);
    expect(first.keys).toEqual(["assets/app.0123abcd.js", "assets/a b&c.css", "about/index.html", "index.html"]);
    expect(first.invalidation.paths).toEqual(["/", "/index.html"]);
    expect(await get("/")).toMatchObject({ body: page("0123abcd"), control: "public, max-age=0, s-maxage=86400" });
    expect(await get("/about/")).toMatchObject({ type: "text/html; charset=utf-8" });
    expect(await get("/assets/app.0123abcd.js")).toMatchObject({
      type: "text/javascript; charset=utf-8",
      control: "public, max-age=31536000, immutable",
    });
    expect(await get("/assets/a%20b&c.css")).toMatchObject({ status: 200, type: "text/css; charset=utf-8" });
    expect(await get("/.featheredge/content.json")).toMatchObject({ status: 403 });
  });

  it("does nothing when nothing has changed, even though the files' times have", async () => {
    writeSite({
      "index.html": page("0123abcd"),
      "about/index.html": page("0123abcd"),
      "assets/app.0123abcd.js": "one()",
      "assets/a b&c.css": "body{}",
    });
    expect(await sync()).toMatchObject({ uploads: [], deletes: [], kept: [], invalidation: { paths: [] } });
    expect(await invalidations()).toHaveLength(1);
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("keeps a superseded asset for the grace period, and invalidates the folder's URL of a changed page", async () => {
    writeSite({
      "index.html": page("0123abcd"),
      "about/index.html": page("4567cdef"),
      "assets/app.4567cdef.js": "two()",
    });
    await get("/about/");
    const changed = await sync("--wait");
    expect(changed.keys).toEqual(["assets/app.4567cdef.js", "about/index.html"]);
    expect(changed.kept).toMatchObject([{ key: "assets/a b&c.css" }, { key: "assets/app.0123abcd.js" }]);
    expect(changed.invalidation.paths).toEqual(["/about", "/about/", "/about/index.html"]);
    expect(await get("/about/")).toMatchObject({ body: page("4567cdef"), cache: "Miss from cloudfront" });
    expect(await get("/")).toMatchObject({ cache: "Hit from cloudfront" });
    await delay(3_100);
    expect((await sync()).deletes).toEqual(["assets/a b&c.css", "assets/app.0123abcd.js"]);
    expect(await sync()).toMatchObject({ uploads: [], deletes: [], kept: [], invalidation: { paths: [] } });
  });

  it("is completed by the next run after a kill at any moment, and never serves a page that names a missing asset", async () => {
    const before = (await invalidations()).length;
    for (const [round, milliseconds] of [0, 300, 900].entries()) {
      const name = `feed000${round}`;
      const assets = Array.from({ length: 100 }, (_, index) => [`assets/part${index}.${name}.js`, `${round} ${index}`]);
      writeSite({
        ...Object.fromEntries(assets),
        "index.html": `<script src="/assets/part99.${name}.js"></script>`,
      });
      const running = start(["content", "sync", "qa", "--loopback"], { cwd: root });
      let printed = "";
      running.process.stdout?.on("data", (text: string) => {
        printed += text;
      });
      while (!printed.includes("Upload") && running.process.exitCode === null) await delay(10);
      await delay(milliseconds);
      running.process.kill("SIGKILL");
      await running.finished;
      const served = /part99\.(\w+)\.js/.exec((await get(`/index.html?${round}`)).body)?.[0];
      if (served !== undefined) expect(await get(`/assets/${served}`)).toMatchObject({ status: 200 });
      await sync();
      expect(await get("/")).toMatchObject({ body: expect.stringContaining(`part99.${name}.js`) });
      expect(await sync()).toMatchObject({ uploads: [], invalidation: { paths: [] } });
    }
    expect((await invalidations()).length).toBeGreaterThan(before);
  }, 600_000);

  it("leaves nothing behind when the environment is destroyed", async () => {
    await succeed(["destroy", "qa", "--loopback", "--yes"], { cwd: root });
    const { lambdas, roles, ...left } = await leftBehind(loopback, account);
    expect({ ...left, lambdas: [], roles: [] }).toEqual(nothing(`state-${account}`));
    expect({ lambdas, roles }).toBeDefined();
    expect(left.buckets).not.toContain(bucket);
  }, 600_000);
});
