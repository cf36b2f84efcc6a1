import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { findProgram } from "@featheredge/loopback/find-program";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { noChanges, plannedChanges } from "./command.ts";
import { projectWith } from "./own-project.ts";
import { type RunningUp, startUp } from "./running-up.ts";

/** A CloudFront Function, whose code has a value and which reads another one from its KeyValueStore. */
const greet = (text: string) => `import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const response = event.response;
  response.headers["x-code"] = { value: "${text}" };
  response.headers["x-store"] = { value: await store.get("greeting") };
  return response;
}
`;

/** A Lambda@Edge function. */
const stamp = (text: string) => `import { onOriginResponse } from "@featheredge/edge-sdk";

export default onOriginResponse((response) => {
  response.headers.set("x-lambda", "${text}");
  return response;
});
`;

const behavior =
  '{ origin: "app", viewerProtocolPolicy: "allow-all", cachePolicy: "CachingDisabled", viewerResponse: "greet", originResponse: "stamp" }';

let root: string;
let up: RunningUp;
let origin: Server;

const files = {
  greet: "edge-handlers/greet/handler.js",
  stamp: "edge-handlers/stamp/handler.ts",
  environment: "environments/qa.ts",
};
const write = (file: string, text: string) => writeFileSync(join(root, file), text);
const edit = (file: string, from: string | RegExp, to: string) => {
  const text = readFileSync(join(root, file), "utf8");
  expect(text).toMatch(from);
  write(file, text.replace(from, to));
};
const store = (value: string) => edit(files.environment, /greeting: "[^"]*"/, `greeting: "${value}"`);

beforeAll(async () => {
  root = projectWith({ handlers: { greet: "", stamp: stamp("one") } });
  rmSync(join(root, "edge-handlers/greet/handler.ts"));
  write(files.greet, greet("one"));
  edit(
    files.environment,
    'comment: "Shop",',
    'comment: "Shop", waitForDeployment: false, keyValueStore: { greeting: "one" },',
  );
  edit(files.environment, '{ origin: "app" }', behavior);
  origin = createServer((_, response) => response.end("origin"));
  await new Promise<void>((listening) => origin.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  up = await startUp(root, ["qa", "--origin", `app.example.com=${address}`], { PATH: pathWithFailure() });
});

afterAll(async () => {
  up.process.kill("SIGINT");
  await up.finished;
  origin.close();
  rmSync(root, { recursive: true });
});

/** A folder with a terraform that fails while the project has a file of this name. */
function pathWithFailure(): string {
  const folder = join(root, "bin");
  mkdirSync(folder);
  const real = findProgram("terraform", process.env);
  const script = `#!/bin/sh\nif [ "$1" != version ] && [ -e '${root}/refuse' ]; then echo "Error: not today" >&2; exit 1; fi\nexec '${real}' "$@"\n`;
  writeFileSync(join(folder, "terraform"), script);
  chmodSync(join(folder, "terraform"), 0o755);
  return `${folder}${delimiter}${process.env.PATH}`;
}

/** The values of the function, of the store and of the Lambda function in an answer. */
async function served(): Promise<readonly unknown[]> {
  const { status, headers } = await up.ask(`/${Math.random()}`);
  return [status, headers["x-code"], headers["x-store"], headers["x-lambda"]];
}

const serves = (...values: readonly string[]) =>
  vi.waitFor(async () => expect(await served()).toEqual([200, ...values]), { timeout: 300_000, interval: 10 });

describe("an edit while 'up' runs", () => {
  it("of code is served before Terraform has applied it", async () => {
    await serves("one", "one", "one");
    up.forget();
    write(files.greet, greet("two"));
    await serves("two", "one", "one");
    await up.hears(/Serving qa-shop-greet after \d+ ms, ahead of Terraform/);
    expect(up.heard()).not.toContain("Planning");
    write(files.stamp, stamp("two"));
    await serves("two", "one", "two");
    expect(up.heard()).not.toContain("Applied");
  });

  it("of a store's entry is served, too, and one of everything at once", async () => {
    store("two");
    await serves("two", "two", "two");
    write(files.greet, greet("three"));
    write(files.stamp, stamp("three"));
    store("three");
    await serves("three", "three", "three");
    await up.hears(/Applied; serving what was changed/);
  });

  it("leaves Terraform nothing to plan in the end", async () => {
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
    await serves("three", "three", "three");
  });

  it("is put back when Terraform fails, with the reason", async () => {
    up.forget();
    write("refuse", "");
    write(files.greet, greet("four"));
    write(files.stamp, stamp("four"));
    store("four");
    await serves("four", "four", "four");
    await up.hears(/Put back to what Terraform applied last: .*qa-shop-greet/);
    expect(up.heard()).toContain("Error: not today");
    await up.hears(/Not applied; what was applied before goes on being served/);
    await serves("three", "three", "three");
    rmSync(join(root, "refuse"));
  });

  it("is served while Terraform works on an earlier one, which it applies without undoing it", async () => {
    up.forget();
    write(files.greet, greet("five"));
    await serves("five", "four", "four");
    edit(files.environment, 'comment: "Shop"', 'comment: "Shop again"');
    await up.hears(/Planning shop-qa/);
    write(files.stamp, stamp("six"));
    await up.hears(/Applied; serving what was changed/);
    expect(up.heard()).toMatch(/Changed:\n {2}Shop again\n/);
    await serves("five", "four", "six");
    await vi.waitFor(async () => expect(await plannedChanges(root, "qa")).toEqual([noChanges]), {
      timeout: 300_000,
      interval: 5_000,
    });
  });

  it("is served at once by the next 'up', with what was applied last", async () => {
    up.process.kill("SIGINT");
    await up.finished;
    up = await startUp(root, ["qa"]);
    await up.hears(/This is what was applied last\./);
    expect(up.heard()).not.toContain("Planning");
  });

  // The last one, since a distribution that is not the sole one is not served at localhost.
  it("announces a distribution that it adds, and the other one's URLs", { timeout: 600_000 }, async () => {
    up.forget();
    const second =
      'second: { comment: "Second", origins: { pages: { type: "static" } }, defaultBehavior: { origin: "pages" }, behaviors: [] },';
    edit(files.environment, "    shop: {", `    ${second}\n    shop: {`);
    await up.hears(/Added:\n {2}Second\n {4}http:\/\/\w+\.localhost:\d+\//);
    expect(up.heard()).toMatch(/Changed:\n {2}Shop again\n {4}http:\/\/(?!localhost)/);
  });
});
