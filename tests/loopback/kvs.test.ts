import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featheredge, noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { ownAccount as account, projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

/** In AWS's own form, so that it has no config: it answers with the value of the key that the path names. */
const handler = `import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const key = event.request.uri.slice(1);
  const value = (await store.exists(key)) ? await store.get(key) : "none";
  return { statusCode: 200, headers: { "x-value": { value: value } } };
}
`;

let root: string;
let loopback: Loopback;

beforeAll(async () => {
  root = projectWith({ handlers: { lookup: "" } });
  rmSync(join(root, "edge-handlers", "lookup", "handler.ts"));
  writeFileSync(join(root, "edge-handlers", "lookup", "handler.js"), handler);
  const file = join(root, "environments", "qa.ts");
  const text = readFileSync(file, "utf8")
    .replace(
      'handlers: {"lookup":{}}',
      'handlers: { lookup: { keyValueStore: { "of-handler": "1", both: "handler" } } }',
    )
    .replace(
      'comment: "Shop",',
      `comment: "Shop",
      waitForDeployment: false,
      keyValueStore: { greeting: "hello", both: "distribution" },
      aliases: ["shop.example.com"],
      certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",`,
    )
    .replace('{ origin: "app" }', '{ origin: "app", viewerProtocolPolicy: "allow-all", viewerRequest: "lookup" }');
  writeFileSync(file, text);
  loopback = await startProjectLoopback(root, {});
  await run("apply", "qa", "--loopback", "--yes");
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

const run = async (...args: string[]) => {
  const { stdout } = await succeed(args, { cwd: root });
  return stdout;
};
const kvs = (command: string, ...args: string[]) => run("kvs", command, "qa", "shop", "--loopback", ...args);

const served = async (key: string) =>
  (await requestEdge({ port: loopback.edge?.httpPort ?? 0, host: "shop.example.com", path: `/${key}` })).headers[
    "x-value"
  ];

/** Changes the environment's entries of the distribution. */
function edit(entries: Readonly<Record<string, string>>): void {
  const file = join(root, "environments", "qa.ts");
  const text = readFileSync(file, "utf8");
  const changed = text.replace(/(\n {6}keyValueStore: )\{.*\},/, (_, key) => `${key}${JSON.stringify(entries)},`);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

describe("a KeyValueStore whose entries an environment lists", () => {
  it("serves them to a handler in AWS's own form; an entry of the distribution replaces the handler's", async () => {
    expect(await served("greeting")).toBe("hello");
    expect(await served("of-handler")).toBe("1");
    expect(await served("both")).toBe("distribution");
    expect(await kvs("diff")).toBe("No differences.\n");
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("takes an entry by hand, of which no other command prints the value", async () => {
    expect(await kvs("put", "secret", "s3cr3t-value")).toBe("+ secret\n");
    expect(await served("secret")).toBe("s3cr3t-value");
    expect(await kvs("get")).toBe("both\ngreeting\nof-handler\nsecret\n");
    expect(await kvs("diff")).toBe("- secret\n");
    expect(await kvs("get", "secret")).toBe("s3cr3t-value\n");
  });

  it("gets the environment's changes by sync, over several batches, and keeps the others' entries", async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`key-${index}`, `${index}`]));
    edit({ greeting: "good morning", both: "distribution", ...many });
    const { added, changed, extra } = JSON.parse(await kvs("sync", "--json"));
    expect([added.length, changed, extra]).toEqual([120, ["greeting"], []]);
    expect(await served("greeting")).toBe("good morning");
    expect(await served("key-119")).toBe("119");
    expect(await served("secret")).toBe("s3cr3t-value");
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("loses what the environment does not list by sync --delete", async () => {
    edit({ greeting: "good morning", both: "distribution" });
    expect((await kvs("sync", "--delete")).split("\n")).toHaveLength(122);
    expect(await kvs("get")).toBe("both\ngreeting\nof-handler\n");
    expect(await served("secret")).toBe("none");
  });

  it("is checked against AWS's limits at synth, with the environment's key", async () => {
    edit({ greeting: "x".repeat(1025) });
    const { exitCode, stderr } = await featheredge(["synth", "qa"], { cwd: root });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('distributions.shop.keyValueStore["greeting"]');
    expect(stderr).toContain("has 1025 B; a KeyValueStore takes 1024 B");
    edit({ greeting: "hello" });
  });

  it("is destroyed with the stack, and nothing is left", async () => {
    await run("destroy", "qa", "--loopback", "--yes");
    expect(await leftBehind(loopback, account)).toEqual(nothing());
  });
});
