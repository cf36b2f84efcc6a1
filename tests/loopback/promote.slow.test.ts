import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featheredge, noChanges, plannedChanges, start, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { descendantsOf } from "./processes.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

const account = "111111111111";

const environment = (
  cachePolicy: string,
  continuousDeployment = true,
) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  handlers: { version: {} },
  distributions: {
    site: {
      comment: "Site",
      waitForDeployment: false,
      httpVersion: "http2",
      aliases: ["www.example.com"],
      certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",
      keyValueStore: { greeting: "hello" },
      origins: { pages: { type: "static", content: "pages" } },
      defaultBehavior: {
        origin: "pages",
        viewerProtocolPolicy: "allow-all",
        viewerResponse: "version",
        cachePolicy: ${cachePolicy},
      },
      ${continuousDeployment ? 'continuousDeployment: { header: { name: "aws-cf-cd-canary", value: "yes" } },' : ""}
    },
  },
} satisfies EnvironmentInput;
`;

const ownPolicy = (defaultTtl: number) => `{ defaultTtl: ${defaultTtl}, minTtl: 0, maxTtl: 600 }`;

const handler = (version: string) => `import { onViewerResponse } from "@featheredge/edge-sdk";

export default onViewerResponse((response) => {
  response.headers.set("x-version", "${version}");
  return response;
});
`;

let root: string;
let loopback: Loopback;

const run = (...args: string[]) => succeed([...args, "--loopback"], { cwd: root });
const write = (version: string, cachePolicy: string, continuousDeployment = true) => {
  writeFileSync(join(root, "environments", "qa.ts"), environment(cachePolicy, continuousDeployment));
  writeFileSync(join(root, "edge-handlers", "version", "handler.ts"), handler(version));
};
const versions = async () => {
  const port = loopback.edge?.httpPort ?? 0;
  const get = async (headers: Record<string, string>) => {
    const { status, headers: answered } = await requestEdge({
      port,
      host: "www.example.com",
      path: "/page.txt",
      headers,
    });
    return `${status} ${answered["x-version"]}`;
  };
  return { viewers: await get({}), canary: await get({ "aws-cf-cd-canary": "yes" }) };
};
/** The changes of each stack; the held one is not planned. */
const changesOf = async () => (await plannedChanges(root, "qa")).map((changes) => changes ?? noChanges);

beforeAll(async () => {
  root = projectWith({ handlers: { version: handler("1") } });
  write("1", ownPolicy(60));
  mkdirSync(join(root, "pages"));
  writeFileSync(join(root, "pages", "page.txt"), "page");
  loopback = await startProjectLoopback(root, {});
  await run("apply", "qa", "--yes");
}, 600_000);

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

// Up to six commands each, every one of which starts terraform once or more.
describe("a distribution with continuous deployment", { timeout: 600_000 }, () => {
  it("is created with its candidate, which gets requests once it is staged", async () => {
    expect(await versions()).toEqual({ viewers: "200 1", canary: "200 1" });
    expect((await run("stage", "qa", "site")).stdout).toBe("The candidate gets requests.\n");
    expect((await run("stage", "qa", "site")).stdout).toBe("The candidate gets requests already.\n");
    expect(await changesOf()).toEqual([noChanges, noChanges]);
  });

  it("stays as it is when a handler and a policy change, and only the candidate gets them", async () => {
    write("2", ownPolicy(120));
    await run("apply", "qa", "--yes");
    expect(await versions()).toEqual({ viewers: "200 1", canary: "200 2" });
    expect(await changesOf()).toEqual([noChanges, noChanges]);
  });

  it("is promoted, once, after which nothing is to be changed", async () => {
    expect((await run("promote", "qa", "site", "--yes")).stdout).toContain("The candidate is promoted.\n");
    expect(await versions()).toEqual({ viewers: "200 2", canary: "200 2" });
    expect((await run("promote", "qa", "site", "--yes")).stdout).toContain("The candidate is promoted already.\n");
    expect(await changesOf()).toEqual([noChanges, noChanges]);
  });

  it("does not become a version that had no traffic", async () => {
    write("3", ownPolicy(120));
    const refused = await featheredge(["promote", "qa", "site", "--yes", "--loopback", "--json"], { cwd: root });
    expect(refused.exitCode).toBe(1);
    expect(JSON.parse(refused.stdout).diagnostics).toMatchObject([{ rule: "FE-CLI-131" }]);
    expect(await versions()).toEqual({ viewers: "200 2", canary: "200 2" });
  });

  it("gets all requests when the candidate is abandoned, and the next one is staged as usual", async () => {
    await run("apply", "qa", "--yes");
    await run("stage", "qa", "site");
    expect(await versions()).toEqual({ viewers: "200 2", canary: "200 3" });
    expect((await run("abandon", "qa", "site")).stdout).toBe("The candidate gets no more requests.\n");
    expect((await run("abandon", "qa", "site")).stdout).toBe("The candidate gets no requests already.\n");
    expect(await versions()).toEqual({ viewers: "200 2", canary: "200 2" });
    expect(await changesOf()).toEqual([noChanges, noChanges]);
  });

  it("is promoted by the next run after a kill during the promotion", async () => {
    await run("stage", "qa", "site");
    const promotion = start(["promote", "qa", "site", "--yes", "--loopback"], { cwd: root });
    let printed = "";
    promotion.process.stderr?.on("data", (text: string) => {
      printed += text;
    });
    while (!printed.includes("Applying") && promotion.process.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const pid = promotion.process.pid ?? 0;
    for (const one of [pid, ...(await descendantsOf(pid))]) process.kill(one, "SIGKILL");
    await promotion.finished;
    await run("promote", "qa", "site", "--yes");
    expect(await versions()).toEqual({ viewers: "200 3", canary: "200 3" });
    expect(await changesOf()).toEqual([noChanges, noChanges]);
  });

  it("loses its candidate when the option is removed, with another change in the same apply", async () => {
    write("4", ownPolicy(180), false);
    await run("apply", "qa", "--yes");
    expect(await versions()).toEqual({ viewers: "200 4", canary: "200 4" });
    expect(await changesOf()).toEqual([noChanges]);
  });

  it("leaves nothing behind when it is destroyed with a candidate that gets requests", async () => {
    write("4", ownPolicy(180));
    await run("apply", "qa", "--yes");
    await run("stage", "qa", "site");
    expect(readFileSync(join(root, "cdktf.out/stacks/site-next-qa/cdk.tf"), "utf8")).toContain("staging");
    await run("destroy", "qa", "--yes");
    expect(await leftBehind(loopback, account)).toEqual(nothing(`state-${account}`));
  });
});
