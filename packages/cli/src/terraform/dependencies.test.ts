import { describe, expect, it } from "vitest";
import { describeWaiting, hasOutputs } from "./dependencies.ts";

describe("a state that a stack depends on", () => {
  it("is complete when it has every output of the configuration", () => {
    const state = JSON.stringify({ outputs: { domain_name: { value: "a" }, function_name: { value: "b" } } });
    expect(hasOutputs(state, ["domain_name", "function_name"])).toBe(true);
    expect(hasOutputs(state, ["domain_name", "arn"])).toBe(false);
    expect(hasOutputs("", ["domain_name"])).toBe(false);
  });
});

it("a stack that waits names the stacks to apply", () => {
  expect(describeWaiting(["orders-dev", "users-dev"])).toBe(
    "Not planned: it uses outputs of orders-dev and users-dev, which must be applied first. Apply orders-dev and users-dev, then plan again.",
  );
});
