import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkout, temporaryFolder } from "../synth/checkout.ts";
import { featheredge } from "./command.ts";

const folder = temporaryFolder();
let root: string;

beforeAll(() => {
  root = checkout(join(folder, "repository"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in the checkout, so that it plans the checkout's environments. */
const run = async (...args: string[]) => {
  const finished = await featheredge(args, { cwd: root });
  expect(finished.stderr).not.toMatch(/defect/);
  expect(finished.exitCode, finished.stderr).toBe(0);
  return finished.stdout;
};

const flip = () => {
  const file = join(root, "environments/prod.ts");
  const before = readFileSync(file, "utf8");
  const flipped = before.replace(
    '"members-auth": membersAuth({ issuer: "https://login.example.com" }),',
    `"members-auth": {
      config: {
        ...membersAuth({ issuer: "https://login.example.com" }).config,
        key: { type: "kvs", name: "members-auth/key" },
      },
    },`,
  );
  expect(flipped).not.toBe(before);
  writeFileSync(file, flipped);
};

const runtimes = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/^ {2}. function (\S+) +(Lambda@Edge|CloudFront Function),/gm)].map((row) => row.slice(1)),
  );

describe("members-auth, changed from a key server to a key in the KeyValueStore", () => {
  it("moves from Lambda@Edge to CloudFront Functions, and the plan shows it", async () => {
    const byKeyServer = await run("plan", "prod", "--loopback");
    expect(runtimes(byKeyServer)).toMatchObject({ "members-auth": "Lambda@Edge" });

    flip();
    const byStore = await run("plan", "prod", "--loopback");
    expect(runtimes(byStore)).toMatchObject({ "members-auth": "CloudFront Function" });
    expect(byStore).not.toContain("Lambda@Edge");
    expect(await run("explain", "prod")).not.toContain("members-auth              Lambda@Edge");
  });
});
