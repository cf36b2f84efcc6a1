import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type MotoGateway, openGateway } from "../gateway.ts";
import { openJournal } from "../journal/journal.ts";
import { ownRequest } from "../request/request.ts";
import { type Moto, startMoto } from "../server/moto.ts";

let directory: string;
let moto: Moto;
let gateway: MotoGateway;
let lines: string[];
let end: () => Promise<void>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "logging-"));
  lines = [];
  await start();
});
afterEach(async () => {
  await end();
  rmSync(directory, { recursive: true });
});

async function start() {
  moto = await startMoto(process.env);
  const journal = openJournal(directory);
  gateway = openGateway({ moto: moto.address, journal, log: (line) => lines.push(line) });
  end = async () => {
    journal.close();
    await moto.close();
  };
}

async function ask(method: string, path: string, body = "") {
  const request = ownRequest({ account: "123456789012", region: "us-east-1", service: "s3", method, path, body });
  const answer = await gateway.send(request);
  return { status: answer.status, body: answer.body.toString() };
}

const enabled = (target: string) =>
  `<BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LoggingEnabled><TargetBucket>${target}</TargetBucket><TargetPrefix>a/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>`;

it("a bucket's access logs are configured but not written, so that a replay has the same objects", async () => {
  for (const bucket of ["site", "logs"]) expect((await ask("PUT", `/${bucket}`)).status).toBe(200);
  expect((await ask("PUT", "/site?logging", enabled("logs"))).status).toBe(200);
  expect(await ask("GET", "/site?logging")).toEqual({ status: 200, body: enabled("logs") });
  for (let read = 0; read < 3; read += 1) await ask("GET", "/site?list-type=2");
  await ask("PUT", "/site/page", "page");
  expect((await ask("GET", "/logs?list-type=2")).body).not.toContain("<Key>");
  // A client empties the bucket of logs and deletes it.
  expect((await ask("DELETE", "/logs")).status).toBe(204);
  await end();
  await start();
  expect(lines).toEqual([]);
  expect((await ask("HEAD", "/logs")).status).toBe(404);
  expect(await ask("GET", "/site?logging")).toEqual({ status: 200, body: enabled("logs") });
});

it("a bucket's access logs need an existing target, and end with their configuration or bucket", async () => {
  for (const bucket of ["site", "logs"]) await ask("PUT", `/${bucket}`);
  expect(await ask("PUT", "/site?logging", enabled("none"))).toMatchObject({
    status: 400,
    body: expect.stringContaining("<Code>InvalidTargetBucketForLogging</Code>"),
  });
  expect((await ask("PUT", "/missing?logging", enabled("logs"))).status).toBe(404);
  expect((await ask("GET", "/site?logging")).body).not.toContain("LoggingEnabled");
  await ask("PUT", "/site?logging", enabled("logs"));
  await ask("PUT", "/site?logging", "<BucketLoggingStatus/>");
  expect((await ask("GET", "/site?logging")).body).not.toContain("LoggingEnabled");
  await ask("PUT", "/site?logging", enabled("logs"));
  expect((await ask("DELETE", "/site")).status).toBe(204);
  await ask("PUT", "/site");
  expect((await ask("GET", "/site?logging")).body).not.toContain("LoggingEnabled");
});
