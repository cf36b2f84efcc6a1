import type { CloudFrontFunctionEngine } from "@featheredge/runtimes";
import { afterEach, expect, it, vi } from "vitest";
import type { PublishedFunction } from "../../../deployment.ts";
import { Engines } from "./engines.ts";

const published = new Map<string, PublishedFunction>();
const engines = new Engines({
  deployment: { cloudFrontFunction: (arn) => published.get(arn), keyValueStore: () => undefined },
  edgeLocation: {},
  now: Date.now,
});
afterEach(() => engines.close());

const publish = (name: string) => {
  const code = "function handler(event) { return event.request; }";
  published.set(name, { name, code, runtime: "cloudfront-js-2.0", revision: "1" } as PublishedFunction);
};

it("ends the engine of a function that was deleted when the next function is loaded, and no other", async () => {
  publish("first");
  publish("second");
  const first = await engines.get("first");
  const second = await engines.get("second");
  const retired = vi.spyOn(first?.engine as CloudFrontFunctionEngine, "retire");
  const kept = vi.spyOn(second?.engine as CloudFrontFunctionEngine, "retire");
  published.delete("first");
  publish("third");
  await engines.get("third");
  expect(retired).toHaveBeenCalledOnce();
  expect(kept).not.toHaveBeenCalled();
  expect(await engines.get("second")).toBe(second);
});
