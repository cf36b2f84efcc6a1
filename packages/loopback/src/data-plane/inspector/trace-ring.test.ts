import { keptRequests } from "@featheredge/inspector/api";
import { expect, it } from "vitest";
import type { RequestTrace } from "../base/trace.ts";
import { startHarness } from "../testing/harness.ts";
import { createTraceRing } from "./trace-ring.ts";

const trace = (id: string): RequestTrace => ({ id }) as RequestTrace;
const idsOf = (ring: ReturnType<typeof createTraceRing>) => ring.list().map(({ id }) => id);

it("keeps the newest traces, and lists them from the newest to the oldest", () => {
  const ring = createTraceRing(3);
  expect(idsOf(ring)).toEqual([]);
  for (const id of ["a", "b"]) ring.add(trace(id));
  expect(idsOf(ring)).toEqual(["b", "a"]);
  for (const id of ["c", "d", "e"]) ring.add(trace(id));
  expect(idsOf(ring)).toEqual(["e", "d", "c"]);
  expect([ring.find("c")?.id, ring.find("b")]).toEqual(["c", undefined]);
  ring.clear();
  expect(idsOf(ring)).toEqual([]);
});

it("keeps as many traces as the inspector's page has rows", async () => {
  const harness = await startHarness();
  expect(harness.dataPlane.traces.capacity).toBe(keptRequests);
  await harness.close();
});
