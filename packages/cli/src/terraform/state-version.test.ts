import { describe, expect, it } from "vitest";
import { parseStateVersion } from "./state-version.ts";

describe("the version of a state", () => {
  it("is its lineage and serial number", () => {
    const state = JSON.stringify({ version: 4, serial: 12, lineage: "3f2a", resources: [] });
    expect(parseStateVersion(state)).toEqual({ lineage: "3f2a", serial: 12 });
  });

  it("is the zeroth before the first apply: Terraform prints nothing", () => {
    expect(parseStateVersion("\n")).toEqual({ lineage: "", serial: 0 });
  });
});
