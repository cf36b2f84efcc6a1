import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FileSystem, machineFiles } from "../files/file-system.ts";
import { failingFiles } from "../files/testing/failing-files.ts";
import { EndedRun } from "../runs/runs.ts";
import { type GatewayOptions, type MotoGateway, openGateway } from "./gateway.ts";
import { type Journal, openJournal } from "./journal/journal.ts";
import { ownRequest } from "./request/request.ts";
import { portAddress } from "./server/address.ts";

let directory: string;
let moto: Server;
let seen: string[];
let answers: (request: IncomingMessage) => number;
let journal: Journal;
let gateway: MotoGateway;
let lines: string[];

/** Replaces moto: it records the requests that it gets, in order. */
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "gateway-"));
  seen = [];
  lines = [];
  answers = () => 200;
  moto = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    seen.push(`${request.method} ${request.url} ${body}`.trim());
    const status = answers(request);
    if (status === 0) {
      response.destroy();
    } else {
      response.writeHead(status).end("answered");
    }
  });
  await new Promise<void>((resolve) => moto.listen(0, "127.0.0.1", resolve));
  await open();
});

afterEach(async () => {
  journal.close();
  moto.closeAllConnections();
  moto.close();
  rmSync(directory, { recursive: true });
});

async function open(files: FileSystem = machineFiles, makerOf?: GatewayOptions["makerOf"]) {
  seen = [];
  journal = openJournal(directory, files);
  const { port } = moto.address() as AddressInfo;
  gateway = openGateway({ moto: portAddress(port), journal, makerOf, log: (line) => lines.push(line) });
  await gateway.ready;
}

/** An unsigned request, which does not count as the first one to a service. */
const asked = (method: string, path: string, body = "") => ({
  method,
  path,
  headers: ["Host", "lambda.us-east-1.amazonaws.com"],
  body: Buffer.from(body),
});
const signed = (method: string, path: string) =>
  ownRequest({ account: "123456789012", region: "eu-west-1", service: "ec2", method, path });

describe("the access to moto", () => {
  it("sets the seed of moto's random numbers before each write, and the same one when it is replayed", async () => {
    await gateway.send(asked("POST", "/a", "one"));
    await gateway.send(asked("GET", "/a"));
    await gateway.send(asked("POST", "/b", "two"));
    const writes = ["GET /moto-api/seed?a=1", "POST /a one", "GET /moto-api/seed?a=2", "POST /b two"];
    expect(seen).toEqual(writes.toSpliced(2, 0, "GET /a"));
    journal.close();
    await open();
    expect(seen).toEqual(writes);
  });

  it("replays a request that moto did not answer, once, and not one that it rejected", async () => {
    answers = ({ url }) => (url === "/lost" ? 0 : url === "/refused" ? 409 : 200);
    await gateway.send(asked("POST", "/refused"));
    await expect(gateway.send(asked("POST", "/lost"))).rejects.toThrow();
    journal.close();
    answers = () => 409;
    await open();
    expect(seen.filter((line) => line.startsWith("POST"))).toEqual(["POST /lost"]);
    journal.close();
    await open();
    expect(seen).toEqual([]);
  });

  it("records a request before moto gets it", async () => {
    answers = () => 0;
    await expect(gateway.send(asked("PUT", "/x", "body"))).rejects.toThrow();
    journal.close();
    journal = openJournal(directory);
    expect(journal.entries).toMatchObject([{ method: "PUT", path: "/x", body: { text: "body" } }]);
  });

  it("runs writes one at a time, in the order in which it replays them", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => gateway.send(asked("POST", `/${index}`))));
    const first = seen;
    journal.close();
    await open();
    expect(seen).toEqual(first);
    expect(new Set(seen).size).toBe(40);
  });

  it("journals the first read of a service, at which moto makes the service's defaults", async () => {
    answers = ({ method }) => (method === "GET" ? 404 : 200);
    await gateway.send(signed("GET", "/first"));
    await gateway.send(signed("GET", "/second"));
    journal.close();
    answers = () => 404;
    await open();
    expect(seen).toEqual(["GET /moto-api/seed?a=1", "GET /first"]);
    await gateway.send(signed("GET", "/third"));
    expect(seen.at(-1)).toBe("GET /third");
    expect(seen).toHaveLength(3);
  });

  it("replays a conditional write to S3 without its condition", async () => {
    const conditions: (string | undefined)[] = [];
    answers = ({ headers, method }) => {
      if (method === "PUT") conditions.push(headers["if-match"]);
      return 200;
    };
    await gateway.send({ ...asked("PUT", "/b/k"), headers: ["Host", "s3.amazonaws.com", "If-Match", '"etag"'] });
    journal.close();
    await open();
    expect(conditions).toEqual(['"etag"', undefined]);
  });

  it("logs when moto answers differently from before", async () => {
    await gateway.send(asked("POST", "/a"));
    journal.close();
    answers = () => 500;
    await open();
    expect(lines).toEqual(["replaying POST /a: moto answered 500, and 200 before"]);
  });

  it("answers 507 when a write can't be kept, leaves moto unchanged, and continues when there is space", async () => {
    const files = failingFiles();
    journal.close();
    await open(files);
    const front = createServer(gateway.handle);
    await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
    const { port } = front.address() as AddressInfo;
    const post = async (body: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}/x`, { method: "POST", body });
      return { status: answer.status, text: await answer.text() };
    };
    files.failAt(1);
    const refused = await post("lost");
    expect(refused.status).toBe(507);
    expect(refused.text).toMatch(/<Code>InsufficientStorage<\/Code><Message>.*journal.*free some space/);
    expect(seen).toEqual([]);
    expect(await post("kept")).toMatchObject({ status: 200 });
    // The request is kept without its status. It is acknowledged, and will be replayed.
    files.failAt(4);
    expect(await post("acknowledged")).toMatchObject({ status: 200 });
    front.closeAllConnections();
    front.close();
    journal.close();
    await open();
    expect(seen.filter((line) => line.startsWith("POST"))).toEqual(["POST /x kept", "POST /x acknowledged"]);
  });

  it("reports once that moto has ended, and answers its clients with an error that they don't retry", async () => {
    const { port } = moto.address() as AddressInfo;
    let end: (report: string) => void = () => {};
    const ended = new Promise<string>((resolve) => {
      end = resolve;
    });
    const own = openGateway({ moto: portAddress(port), ended, journal, log: (line) => lines.push(line) });
    const front = createServer(own.handle);
    await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
    const { port: frontPort } = front.address() as AddressInfo;
    const get = async () => {
      const answer = await fetch(`http://127.0.0.1:${frontPort}/x`);
      return [answer.status, await answer.text()];
    };
    expect(await get()).toEqual([200, "answered"]);
    moto.closeAllConnections();
    await new Promise((resolve) => moto.close(resolve));
    // The clients' requests fail before the end of the process is detected.
    const early = [get(), get()];
    end("moto has ended. Start the loopback again.");
    for (const answer of [...(await Promise.all(early)), await get()]) {
      expect(answer).toEqual([
        501,
        expect.stringContaining("<Message>moto has ended. Start the loopback again.</Message>"),
      ]);
    }
    await expect(own.send(asked("GET", "/x"))).rejects.toThrow("moto has ended. Start the loopback again.");
    await expect(own.send(asked("PUT", "/x"))).rejects.toThrow("moto has ended. Start the loopback again.");
    expect(lines).toEqual(["moto has ended. Start the loopback again."]);
    front.closeAllConnections();
    front.close();
  });

  it("rejects a body of over 68 MiB, and one of over 512 MiB for S3, by its Content-Length", async () => {
    const front = createServer(gateway.handle);
    await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
    const { port } = front.address() as AddressInfo;
    const put = (host: string, mebibytes: number) =>
      new Promise((resolve) => {
        const headers = { host, "content-length": String(mebibytes * 1024 * 1024) };
        const asked = request({ host: "127.0.0.1", port, method: "PUT", headers, agent: false });
        asked.on("error", () => undefined);
        asked.once("response", (answer) => {
          resolve(answer.statusCode);
          asked.destroy();
        });
        asked.flushHeaders();
      });
    expect(await put("lambda.eu-west-1.amazonaws.com", 69)).toBe(413);
    expect(await put("site.s3.eu-west-1.amazonaws.com", 513)).toBe(400);
    expect(seen).toEqual([]);
    front.closeAllConnections();
    front.close();
  });

  it("runs reads concurrently", async () => {
    const held = vi.fn<() => void>();
    const { port } = moto.address() as AddressInfo;
    moto.removeAllListeners("request");
    moto.on("request", (request, response) => {
      if (request.url === "/slow") held.mockImplementation(() => response.end());
      else response.end();
    });
    const plain = openGateway({ moto: portAddress(port), journal, log: () => {} });
    const slow = plain.send(asked("GET", "/slow"));
    await plain.send(asked("GET", "/quick"));
    held();
    expect((await slow).status).toBe(200);
  });

  it("resets moto and replays a rewritten journal", async () => {
    await gateway.send(asked("POST", "/a", "one"));
    await gateway.send(asked("POST", "/b", "two"));
    seen = [];
    await gateway.rewrite((entries) => entries.filter(({ path }) => path !== "/a"));
    expect(seen).toEqual(["POST /moto-api/reset", "GET /moto-api/seed?a=2", "POST /b two"]);
    await gateway.send(asked("POST", "/c"));
    expect(journal.entries.map(({ number, path }) => [number, path])).toEqual([
      [2, "/b"],
      [3, "/c"],
    ]);
  });

  it("rejects further writes when a journal could not be rewritten, and loses none", async () => {
    journal.close();
    const files = failingFiles();
    await open(files);
    await gateway.send(asked("POST", "/a", "one"));
    files.failAt(1);
    await expect(gateway.rewrite(() => [])).rejects.toThrow("ENOSPC");
    await expect(gateway.send(asked("POST", "/b", "two"))).rejects.toThrow("ENOSPC");
    await open();
    expect(seen).toEqual(["GET /moto-api/seed?a=1", "POST /a one"]);
  });

  it("rejects a write whose run of Terraform ended while the write waited", async () => {
    journal.close();
    let ended = false;
    await open(machineFiles, () => {
      if (ended) throw new EndedRun();
      return { stack: "site", run: "1" };
    });
    const [first, second] = [gateway.send(asked("POST", "/a")), gateway.send(asked("POST", "/b"))];
    await first;
    ended = true;
    await expect(second).rejects.toThrow(EndedRun);
    expect(journal.entries).toMatchObject([{ path: "/a", maker: { stack: "site", run: "1" } }]);
  });
});
