import { expect, it } from "vitest";
import { createReporter, type Reporter } from "./report.ts";
import type { UpEvent } from "./state.ts";
import { createUpStore } from "./store.ts";

/** Starts a reporter, and collects the events. */
function start() {
  const store = createUpStore("local", 0);
  const events: UpEvent[] = [];
  store.subscribe((event) => events.push(event));
  return { store, events, reporter: createReporter({ root: "/project" }, store, 0) };
}

it("reports which parts were put back, and why others were not", () => {
  const { store, events, reporter } = start();
  const [a, b] = [
    { kind: "cloudfront-function", name: "local-a" },
    { kind: "cloudfront-function", name: "local-b" },
  ] as const;
  store.emit({ type: "ahead", parts: [a, b], milliseconds: 1 }, { ahead: [a, b] });
  reporter.reverted({ parts: [] }, { parts: [a], failures: [{ ...b, reason: "There is no such function." }] });
  expect(events.slice(1)).toEqual([
    { type: "reverted", parts: [a] },
    { type: "step", text: expect.stringMatching(/^local-b could not be put back .*: There is no such function\.$/) },
  ]);
  expect(store.state.ahead).toEqual([]);
});

/** A loopback that serves distributions, each with a comment and an alias. */
const serving = (...served: readonly (readonly [id: string, comment: string, alias?: string])[]) =>
  ({
    edge: { httpPort: 80, httpsPort: 443 },
    deployment: {
      distributions: served.map(([id, Comment, alias]) => ({
        id,
        config: { Comment, Aliases: { Quantity: 1, Items: alias === undefined ? [] : [alias] } },
      })),
    },
  }) as unknown as Parameters<Reporter["served"]>[0];

it("reports distributions that are added, changed or removed while it runs, and nothing when none is", () => {
  const { store, events, reporter } = start();
  const reported = (loopback: ReturnType<typeof serving>) => {
    events.length = 0;
    reporter.served(loopback, "applied");
    return events.map((event) => ("distribution" in event ? `${event.type} ${event.distribution.id}` : event.type));
  };
  const hosts = () => store.state.distributions.map(({ urls }) => urls.map(({ http }) => new URL(http).hostname));
  expect(reported(serving(["E1", "One"]))).toEqual(["serving"]);
  expect(reported(serving(["E1", "One"]))).toEqual([]);
  expect(reported(serving(["E1", "One", "a.example"]))).toEqual(["distribution-changed E1"]);
  expect(hosts()).toEqual([["localhost", "e1.localhost", "a.example.localhost"]]);
  expect(reported(serving(["E1", "First", "a.example"]))).toEqual(["distribution-changed E1"]);
  expect(store.state.distributions[0]?.title).toBe("First");
  // Only a sole distribution is served at localhost.
  expect(reported(serving(["E1", "First", "a.example"], ["E2", "Second"]))).toEqual([
    "distribution-changed E1",
    "distribution-added E2",
  ]);
  expect(hosts()).toEqual([["e1.localhost", "a.example.localhost"], ["e2.localhost"]]);
  expect(reported(serving(["E2", "Second"]))).toEqual(["distribution-changed E2", "distribution-removed E1"]);
});
