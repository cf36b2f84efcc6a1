import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface, type Interface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const mebibyte = 1024 * 1024;
const size = 256 * mebibyte;
/** The most memory that buffers and garbage of streaming may take: a quarter of one body. */
const most = size / 4;

let origin: Server;
let uploaded = 0;
let edge: ChildProcess;
let answers: Interface;
let port: number;

async function* body(): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(mebibyte, "x");
  for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
}

const answer = async () => JSON.parse((await once(answers, "line"))[0]);

const peak = async (): Promise<number> => {
  const line = answer();
  edge.stdin?.write("\n");
  return (await line).peak;
};

beforeAll(async () => {
  origin = createServer(async (asked, response) => {
    if (asked.method === "POST") {
      for await (const chunk of asked) uploaded += chunk.length;
      response.end();
      return;
    }
    response.writeHead(200, { "content-length": size, "cache-control": "max-age=60" });
    await pipeline(body, response).catch(() => {});
  });
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const script = fileURLToPath(new URL("measured-edge.ts", import.meta.url));
  const { port: originPort } = origin.address() as AddressInfo;
  edge = spawn(process.execPath, ["--import", "tsx", script, String(originPort)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  answers = createInterface({ input: edge.stdout as NodeJS.ReadableStream });
  ({ port } = await answer());
});

afterAll(async () => {
  edge.stdin?.end();
  await once(edge, "exit");
  origin.close();
});

/** Downloads a path. @param pause - How long to pause after the response headers, in milliseconds. */
async function download(path: string, pause = 0): Promise<{ bytes: number; xCache: unknown }> {
  const sent = request({ host: "127.0.0.1", port, path, headers: { host: "localhost" } });
  sent.end();
  const [response] = await once(sent, "response");
  if (pause > 0) await delay(pause);
  let bytes = 0;
  for await (const chunk of response) bytes += chunk.length;
  return { bytes, xCache: response.headers["x-cache"] };
}

describe("memory", () => {
  it.each([
    ["on its way from the origin", "/uncached/a", 0, "Miss from cloudfront"],
    ["that the viewer is slow to read", "/uncached/b", 1_000, "Miss from cloudfront"],
    ["that goes into the cache", "/c", 0, "Miss from cloudfront"],
    ["out of the cache", "/c", 0, "Hit from cloudfront"],
    ["out of the cache, that the viewer is slow to read", "/c", 1_000, "Hit from cloudfront"],
  ])("stays flat for a body of 256 MiB %s", async (_, path, pause, xCache) => {
    const before = await peak();
    expect(await download(path, pause)).toEqual({ bytes: size, xCache });
    expect((await peak()) - before).toBeLessThan(most);
  });

  it("stays flat for a body of 256 MiB to the origin", async () => {
    const before = await peak();
    const upload = request({
      host: "127.0.0.1",
      port,
      path: "/uncached/d",
      method: "POST",
      headers: { host: "localhost" },
    });
    const responded = once(upload, "response");
    await pipeline(body, upload);
    const [response] = await responded;
    response.resume();
    expect([response.statusCode, uploaded]).toEqual([200, size]);
    expect((await peak()) - before).toBeLessThan(most);
  });
});
