import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectOf } from "#fixtures/copy.ts";
import { awsTools } from "./aws-tools.ts";
import { noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { type EdgeRequest, requestEdge } from "./request-edge.ts";

/** An example's project, applied to a loopback that serves it. */
class AppliedExample {
  readonly name: string;
  readonly #root: string;
  readonly loopback: Loopback;

  private constructor(name: string, root: string, loopback: Loopback) {
    this.name = name;
    this.#root = root;
    this.loopback = loopback;
  }

  static async start(name: string, origins: Readonly<Record<string, string>> = {}): Promise<AppliedExample> {
    const root = projectOf(`examples/${name}`, true);
    return new AppliedExample(name, root, await startProjectLoopback(root, { origins }));
  }

  async run(command: "apply" | "destroy"): Promise<void> {
    const args = [command, this.name, "--loopback", "--yes"];
    await succeed(args, { cwd: this.#root });
  }

  planned() {
    return plannedChanges(this.#root, this.name);
  }

  request(asked: Omit<EdgeRequest, "port">) {
    return requestEdge({ port: this.loopback.edge?.httpPort ?? 0, ...asked });
  }

  async close(): Promise<void> {
    await this.loopback.close();
    rmSync(this.#root, { recursive: true });
  }
}

describe("examples/docs-site", () => {
  const account = "444455556666";
  let archive: Server;
  let site: AppliedExample;

  beforeAll(async () => {
    archive = createServer(({ url }, answer) => {
      answer.statusCode = url === "/2019/old.html" ? 200 : 404;
      answer.end(`archive ${url}`);
    });
    await new Promise<void>((listening) => archive.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(archive.address() as AddressInfo).port}`;
    site = await AppliedExample.start("docs-site", { "archive.example.com": url });
    const { cli } = awsTools(site.loopback, account);
    await cli("route53", "create-hosted-zone", "--name=example.com", "--caller-reference=example");
    await site.run("apply");
  });
  afterAll(async () => {
    await site.close();
    await new Promise((closed) => archive.close(closed));
  });

  const ask = (path: string, country = "DE", host = "docs.example.com") =>
    site.request({ host, path, headers: { "x-loopback-viewer-country": country } });

  it("has nothing to change in the next plan", async () => {
    expect(await site.planned()).toEqual([noChanges]);
  });

  it("serves pages of the bucket, and older ones of the archive", async () => {
    const home = await ask("/");
    expect(home).toMatchObject({ status: 200, headers: { "x-content-type-options": "nosniff" } });
    expect(home.body).toContain("<h1>Documentation</h1>");
    expect(await ask("/2019/old.html")).toMatchObject({ status: 200, body: "archive /2019/old.html" });
  });

  it("answers with its page and status 404 if neither origin has a page", async () => {
    const missing = await ask("/nowhere.html");
    expect(missing.status).toBe(404);
    expect(missing.body).toContain("There is no such page");
  });

  it("caches versions apart, and ignores other parameters", async () => {
    const cache = async (path: string) => (await ask(path)).headers["x-cache"];
    expect(await cache("/guide/index.html?version=1")).toBe("Miss from cloudfront");
    expect(await cache("/guide/index.html?version=1&utm=mail")).toBe("Hit from cloudfront");
    expect(await cache("/guide/index.html?version=2")).toBe("Miss from cloudfront");
  });

  it("serves the app's page for its routes, and a 404 for a missing file of the app", async () => {
    expect((await ask("/app/results/tls")).body).toContain("<h1>Search</h1>");
    expect((await ask("/app/missing.js")).status).toBe(404);
  });

  it("redirects its other name to the canonical one, and refuses some countries", async () => {
    const other = await ask("/guide/index.html", "DE", "documentation.example.com");
    expect(other).toMatchObject({ status: 301, headers: { location: "https://docs.example.com/guide/index.html" } });
    // The page for missing objects answers each 403, as S3 answers 403 for them: also that of a restricted country.
    const refused = await ask("/", "KP");
    expect(refused.status).toBe(404);
    expect(refused.body).toContain("There is no such page");
  });

  it("has the parameter of its stack file and DNS records, and leaves nothing when it is destroyed", async () => {
    const { cli, errorCode } = awsTools(site.loopback, account);
    const parameter = ["ssm", "get-parameter", "--region=eu-west-1", "--name=/docs-site/distribution-id"] as const;
    expect((await cli(...parameter)).Parameter.Value).toMatch(/^E[A-Z0-9]+$/);
    await site.run("destroy");
    expect(await errorCode(...parameter)).toBe("ParameterNotFound");
    expect(await leftBehind(site.loopback, account)).toEqual(nothing());
  });
});

describe("examples/blog", () => {
  const account = "777788889999";
  let blog: AppliedExample;

  beforeAll(async () => {
    blog = await AppliedExample.start("blog");
    await blog.run("apply");
  });
  afterAll(() => blog.close());

  const ask = (path: string) => blog.request({ host: "blog.example.com", path });

  /** Adds a post, as an author's program does. CloudFront doesn't sign bodies, so that the viewer sends the body's hash. */
  const add = (post: object, password: string) => {
    const body = JSON.stringify(post);
    return blog.request({
      host: "blog.example.com",
      path: "/api/admin/posts",
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`ada:${password}`).toString("base64")}`,
        "content-type": "application/json",
        "x-amz-content-sha256": createHash("sha256").update(body).digest("hex"),
      },
      body,
    });
  };

  it("has nothing to change in the next plan of either stack", async () => {
    expect(await blog.planned()).toEqual([noChanges, noChanges]);
  });

  it("adds posts for authors with the password only", async () => {
    expect(await add({ slug: "hello", title: "Hello" }, "wrong")).toMatchObject({ status: 401 });
    expect(await add({ slug: "hello", title: "Hello" }, "correct-horse-battery")).toMatchObject({ status: 201 });
    expect(await add({ title: "No slug" }, "correct-horse-battery")).toMatchObject({ status: 400 });
  });

  it("serves the page, and the posts of the table, from the cache the second time", async () => {
    expect(await ask("/")).toMatchObject({ status: 200, headers: { "x-content-type-options": "nosniff" } });
    const posts = await ask("/api/posts");
    expect(posts).toMatchObject({ status: 200, headers: { "x-cache": "Miss from cloudfront" } });
    expect(JSON.parse(posts.body)).toEqual([{ slug: "hello", title: "Hello" }]);
    expect((await ask("/api/posts")).headers["x-cache"]).toBe("Hit from cloudfront");
  });

  it("leaves nothing when it is destroyed, the table included", async () => {
    await blog.run("destroy");
    const tables = await awsTools(blog.loopback, account).cli("dynamodb", "list-tables", "--region=eu-west-1");
    expect(tables.TableNames).toEqual([]);
    expect(await leftBehind(blog.loopback, account)).toEqual(nothing());
  });
});
