import { once } from "node:events";
import { createServer, get, type Server } from "node:http";
import { connect, createServer as createHttp2Server, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import type { Body } from "../base/body.ts";
import { Spool } from "../base/spool.ts";
import { sendAnswer, type ViewerResponse } from "./send-answer.ts";

let server: Server | Http2Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** Sends a request whose response is not answered yet. */
async function startRequest(version: "HTTP/1.1" | "HTTP/2"): Promise<{ response: ViewerResponse; leave: () => void }> {
  server = version === "HTTP/2" ? createHttp2Server() : createServer();
  const requested = once(server, "request");
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const leave = version === "HTTP/2" ? requestOverHttp2(url) : requestOverHttp1(url);
  const [, response] = await requested;
  return { response, leave };
}

function requestOverHttp2(url: string): () => void {
  const session = connect(url);
  session
    .request({ ":path": "/" })
    .resume()
    .once("end", () => session.close());
  return () => session.destroy();
}

function requestOverHttp1(url: string): () => void {
  const request = get(url, (response) => response.on("error", () => undefined).resume());
  request.on("error", () => undefined);
  return () => request.destroy();
}

/** A body that begins with "half". `end` sends the rest. */
function bodyOf(kind: "stored" | "streamed"): { body: Body; end: () => void } {
  const stream = new Readable({ read: () => undefined });
  stream.push("half");
  const end = () => {
    stream.push("rest");
    stream.push(null);
  };
  if (kind === "streamed") return { body: { kind: "stream", stream, length: undefined }, end };
  const spool = new Spool({ memoryBytes: 100, newFile: () => Promise.reject(new Error("The body is small.")) });
  spool.fill(stream, undefined);
  return { body: { kind: "spool", spool, length: undefined }, end };
}

describe.each(["HTTP/1.1", "HTTP/2"] as const)("over %s", (version) => {
  const sendBody = (response: ViewerResponse, body: Body) =>
    sendAnswer(response, { status: 200, headers: [], body, xCache: "" }, "GET", "id", undefined);

  it.each(["stored", "streamed"] as const)("a %s body is complete when the viewer has all of it", async (kind) => {
    const { response } = await startRequest(version);
    const { body, end } = bodyOf(kind);
    const sent = sendBody(response, body);
    end();
    expect(await sent).toMatchObject({ aborted: false, bytes: 8 });
  });

  it.each(["stored", "streamed"] as const)("a %s body is aborted when the viewer left before it", async (kind) => {
    const { response, leave } = await startRequest(version);
    const { body, end } = bodyOf(kind);
    leave();
    await once(response, "close");
    const sent = sendBody(response, body);
    end();
    expect(await sent).toMatchObject({ aborted: true });
  });

  it.each(["stored", "streamed"] as const)("a %s body is aborted when the viewer leaves within it", async (kind) => {
    const { response, leave } = await startRequest(version);
    const { body, end } = bodyOf(kind);
    const sent = sendBody(response, body);
    const closed = once(response, "close");
    leave();
    await closed;
    end();
    expect(await sent).toMatchObject({ aborted: true });
  });
});
