import { Agent, IncomingMessage, ServerResponse } from "node:http";
import { queryObjects } from "node:v8";
import { afterEach, expect, it, vi } from "vitest";
import { Spool } from "./base/spool.ts";
import { send } from "./testing/client.ts";
import { type Harness, startHarness } from "./testing/harness.ts";
import { respond } from "./testing/origin.ts";

const traceCapacity = 50;
const bodyBytes = 4_096;
/** Responses that the cache has room for. */
const storedResponses = 10;
const requests = 200;

let harness: Harness;
afterEach(() => harness.close());

/** Collects garbage, and counts the objects of a class that are left. */
const retained = (type: new (...given: never[]) => unknown) => queryObjects(type, { format: "count" });

it.each([
  ["are not stored", "no-store"],
  ["are stored in a full cache", "max-age=60"],
])("retains no request, response or body of answered requests that %s", async (_, cacheControl) => {
  const memoryBytes = storedResponses * bodyBytes;
  harness = await startHarness({ traceCapacity, cacheSize: { memoryBytes, diskBytes: 0 } });
  harness.origin.answer(respond(harness.clock, { "Cache-Control": cacheControl }, "x".repeat(bodyBytes)));
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const headers = { host: "e1testdistrib.cloudfront.net" };
  const get = (path: string) => send({ port: harness.dataPlane.httpPort, path, headers, agent });
  await Promise.all(Array.from({ length: requests }, (_request, number) => get(`/${number}`)));
  agent.destroy();
  expect(harness.dataPlane.traces.list()).toHaveLength(traceCapacity);
  // Those of the last requests on each connection may be left: the test's client and its origin are in this process, too.
  await vi.waitFor(() => expect(retained(IncomingMessage)).toBeLessThan(40), 20_000);
  expect(retained(ServerResponse)).toBeLessThan(40);
  expect(retained(Spool)).toBeLessThanOrEqual(storedResponses);
});
