import { expect, it } from "vitest";
import { createReporter } from "./report.ts";
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
