import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { managedPolicies } from "@featheredge/aws-rules";
import { createInspectorClient } from "@featheredge/inspector/api";
import { inspectorFetch } from "@featheredge/loopback";
import { startCloudFront, type TestCloudFront } from "@featheredge/loopback/testing";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createMcpServer } from "./create-server.ts";

let origin: Server;
let cloudFront: TestCloudFront;
let client: Client;

beforeAll(async () => {
  origin = createServer((_, response) => response.end("hello")).listen(0, "127.0.0.1");
  await new Promise((resolve) => origin.once("listening", resolve));
  cloudFront = await startCloudFront({
    origins: { "app.example.com": `http://127.0.0.1:${(origin.address() as AddressInfo).port}` },
  });
  await cloudFront.client.createDistribution({
    DistributionConfig: {
      CallerReference: "test",
      Comment: "shop",
      Enabled: true,
      Origins: {
        Quantity: 1,
        Items: [
          {
            Id: "app",
            DomainName: "app.example.com",
            CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "http-only" },
          },
        ],
      },
      DefaultCacheBehavior: {
        TargetOriginId: "app",
        ViewerProtocolPolicy: "redirect-to-https",
        CachePolicyId: managedPolicies.cache.CachingOptimized,
      },
    },
  });
  const baseUrl = `http://inspector.localhost:${cloudFront.httpPort}`;
  const server = createMcpServer({
    inspector: async () => createInspectorClient({ baseUrl, fetch: inspectorFetch }),
    explainPlacement: async () => "{}",
    plan: async () => "{}",
  });
  const [near, far] = InMemoryTransport.createLinkedPair();
  client = new Client({ name: "test", version: "1" });
  await Promise.all([server.connect(far), client.connect(near)]);
});
afterAll(async () => {
  await client?.close();
  await cloudFront?.close();
  origin?.close();
});

const call = async (name: string, input: Record<string, unknown>) => {
  const { content } = await client.callTool({ name, arguments: input });
  return JSON.parse((content as { text: string }[])[0]?.text ?? "");
};

it("sends a request through a distribution, repeats it by another protocol and as another viewer, and explains it", async () => {
  const sent = await call("send_request", { distribution: "shop", path: "/a", viewer: { country: "DE" } });
  expect(sent).toMatchObject({ status: 200, body: "hello" });
  const host = `localhost:${cloudFront.httpPort}`;
  const redirected = await call("send_request", { from: sent.id, protocol: "http", host });
  expect(redirected).toMatchObject({ status: 301 });
  const repeated = await call("send_request", { from: redirected.id, protocol: "https", viewer: { country: null } });
  expect(repeated).toMatchObject({ status: 200, body: "hello" });
  expect(await call("explain_request", { id: redirected.id })).toMatchObject({ path: "/a", country: "DE" });
  const explained = await call("explain_request", { id: repeated.id });
  expect(explained).toMatchObject({ path: "/a", protocol: "https", outcome: "hit" });
  expect(explained).not.toHaveProperty("country");
});
