import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { runCase } from "@featheredge/edge-sdk/testing";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { config } from "./config.ts";
import handler from "./handler.ts";

const start = Date.UTC(2026, 0, 1);
let paths = 0;

describe("personalize with a profile service", () => {
  let server: Server;
  let url: string;
  let requests: IncomingMessage[];
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    vi.spyOn(console, "log").mockImplementation(() => {});
    requests = [];
    answer = (response) => response.end('{"plan":"gold"}');
    server = createServer((request, response) => {
      requests.push(request);
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // Profiles are remembered by address, so each test has its own.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/profile-${paths++}`;
  });

  afterEach(async () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function shown(token: string | undefined, source: Record<string, unknown> = {}): Promise<string | undefined> {
    const settings = config.parse({
      source: { type: "api", url, ...source },
      cookie: "session",
      field: "plan",
      values: { gold: "gold", "../x": "odd" },
      fallback: "everyone",
      as: { type: "folder" },
    });
    const cookies = token === undefined ? {} : { session: { value: token } };
    const request = { method: "GET", uri: "/a", querystring: {}, headers: {}, cookies };
    const outcome = await runCase(handler, { event: { viewer: { ip: "198.51.100.7" }, request }, config: settings });
    return outcome.request?.uri;
  }

  test("shows the variant of the profile, which it asks for with the visitor's token", async () => {
    expect(await shown("abc")).toBe("/gold/a");
    expect(requests[0]?.headers.authorization).toBe("Bearer abc");
  });

  test("remembers a profile for a minute, for the visitor alone", async () => {
    await shown("abc");
    answer = (response) => response.end('{"plan":"none"}');
    vi.setSystemTime(start + 59_000);
    expect([await shown("abc"), await shown("def")]).toEqual(["/gold/a", "/everyone/a"]);
    vi.setSystemTime(start + 61_000);
    expect(await shown("abc")).toBe("/everyone/a");
    expect(requests).toHaveLength(3);
  });

  test("asks nothing without a token that can go into a header", async () => {
    for (const token of [undefined, "", "a b", "a\r\nx-injected: 1", "é", "a".repeat(8193)]) {
      expect(await shown(token)).toBe("/everyone/a");
    }
    expect(requests).toEqual([]);
  });

  test.each([
    ["a failure", (response: ServerResponse) => void response.writeHead(500).end()],
    ["no JSON", (response: ServerResponse) => void response.end("<html>")],
    ["a list", (response: ServerResponse) => void response.end('["gold"]')],
    ["null", (response: ServerResponse) => void response.end("null")],
    ["a redirect", (response: ServerResponse) => void response.writeHead(302, { location: "/x" }).end()],
    ["too much", (response: ServerResponse) => void response.end(`{"plan":"gold","x":"${"y".repeat(70_000)}"}`)],
    ["a broken connection", (response: ServerResponse) => void response.destroy()],
    ["an answer that is late", () => {}],
  ])("shows the fallback for %s, and then asks nothing for 5 seconds", async (_, failing) => {
    answer = failing;
    expect(await shown("abc", { timeoutMilliseconds: 100 })).toBe("/everyone/a");
    answer = (response) => response.end('{"plan":"gold"}');
    expect(await shown("def")).toBe("/everyone/a");
    expect(requests).toHaveLength(1);
    vi.setSystemTime(start + 6000);
    expect(await shown("abc")).toBe("/gold/a");
  });

  test.each([401, 403, 404])("takes %d for a visitor without a profile, and goes on asking", async (status) => {
    answer = (response) => response.writeHead(status).end();
    expect(await shown("abc")).toBe("/everyone/a");
    answer = (response) => response.end('{"plan":"gold"}');
    expect(await shown("def")).toBe("/gold/a");
  });

  test.each(['{"plan":"silver"}', '{"plan":["gold"]}', '{"plan":null}', "{}", '{"__proto__":{"plan":"gold"}}'])(
    "shows the fallback for %s",
    async (profile) => {
      answer = (response) => response.end(profile);
      expect(await shown("abc")).toBe("/everyone/a");
    },
  );
});
