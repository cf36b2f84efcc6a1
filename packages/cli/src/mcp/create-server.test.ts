import { createInspectorClient, type InspectorClient, InspectorError } from "@featheredge/inspector/api";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createMcpServer } from "./create-server.ts";

let client: Client;
const calls: unknown[] = [];
const called = new Set<string>();

beforeEach(async () => {
  const inspector = {
    ...createInspectorClient({ baseUrl: "" }),
    listRequests: async (input: unknown) => {
      calls.push(input);
      return { requests: [{ id: "newest" }] };
    },
    readRequest: async ({ id }: { id: string }) => {
      if (id === "gone") throw new InspectorError(404, "There is no request 'gone'.");
      return { id, why: [{ text: "It was a miss: no entry." }] };
    },
    sendRequest: async (input: unknown) => {
      calls.push(input);
      return { id: "sent", status: 200 };
    },
  } as unknown as InspectorClient;
  const server = createMcpServer({
    inspector: async () => inspector,
    explainPlacement: async (environment, behavior) => JSON.stringify({ environment, behavior }),
    plan: async (environment) => JSON.stringify({ planned: environment }),
  });
  const [near, far] = InMemoryTransport.createLinkedPair();
  client = new Client({ name: "test", version: "1" });
  await Promise.all([server.connect(far), client.connect(near)]);
  calls.length = 0;
});
afterEach(() => client.close());

const call = async (name: string, input: Record<string, unknown> = {}) => {
  called.add(name);
  const { content, isError } = await client.callTool({ name, arguments: input });
  const [{ text = "" } = {}] = content as { text?: string }[];
  return { text, isError };
};

it("lists requests by a filter", async () => {
  expect(JSON.parse((await call("list_requests", { filter: "country:DE", limit: 5 })).text)).toEqual({
    requests: [{ id: "newest" }],
  });
  expect(calls).toEqual([{ filter: "country:DE", limit: 5 }]);
});

it("explains a request, by default the newest", async () => {
  expect((await call("explain_request", { id: "a" })).text).toContain("It was a miss");
  expect(JSON.parse((await call("explain_request", { filter: "status:404" })).text)).toMatchObject({ id: "newest" });
  expect(await call("explain_request", { id: "gone" })).toEqual({ text: "There is no request 'gone'.", isError: true });
});

it("sends a request as another viewer", async () => {
  await call("send_request", {
    distribution: "site",
    path: "/a",
    headers: { Accept: "*/*" },
    viewer: { country: "DE" },
  });
  await call("send_request", { from: "newest", host: "www.example.com", protocol: "http" });
  expect(calls).toEqual([
    { distribution: "site", path: "/a", headers: [{ name: "Accept", value: "*/*" }], viewer: { country: "DE" } },
    { from: "newest", host: "www.example.com", protocol: "http" },
  ]);
});

it("explains placements and summarizes plans", async () => {
  expect((await call("explain_placement", { environment: "prod", behavior: "/a" })).text).toBe(
    '{"environment":"prod","behavior":"/a"}',
  );
  expect((await call("plan_summary", { environment: "prod" })).text).toBe('{"planned":"prod"}');
});

it("rejects input that breaks a tool's schema", async () => {
  expect(await call("list_requests", { limit: "many" })).toMatchObject({ isError: true });
});

it("has no tool that these tests don't call, and only send_request changes anything", async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual([...called].sort());
  expect(tools.filter(({ annotations }) => !annotations?.readOnlyHint).map(({ name }) => name)).toEqual([
    "send_request",
  ]);
});
