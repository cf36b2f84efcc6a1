import { describe, expect, it } from "vitest";
import { countChanges, noChanges } from "./plan-changes.ts";

const planOf = (...changes: readonly object[]) =>
  JSON.stringify({ format_version: "1.2", resource_changes: changes.map((change) => ({ mode: "managed", change })) });

describe("the changes in a plan's JSON", () => {
  it("are counted by their actions, a replacement as one added and one destroyed", () => {
    const json = planOf(
      { actions: ["create"] },
      { actions: ["create"] },
      { actions: ["update"] },
      { actions: ["delete"] },
      { actions: ["delete", "create"] },
      { actions: ["create", "delete"] },
      { actions: ["no-op"] },
    );
    expect(countChanges(json)).toEqual({ import: 0, add: 4, change: 1, destroy: 3 });
  });

  it("include imports, which may change a resource as well", () => {
    const importing = { id: "E1" };
    expect(countChanges(planOf({ actions: ["no-op"], importing }, { actions: ["update"], importing }))).toEqual({
      import: 2,
      add: 0,
      change: 1,
      destroy: 0,
    });
  });

  it("do not include data sources", () => {
    const read = { mode: "data", change: { actions: ["read"] } };
    expect(countChanges(JSON.stringify({ resource_changes: [read] }))).toEqual(noChanges);
  });

  it("are empty when the plan lists no resource", () => {
    expect(countChanges("{}")).toEqual(noChanges);
  });
});
