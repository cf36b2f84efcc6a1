import { describe, expect, it } from "vitest";
import { inspectProvider } from "./provider.ts";

describe("inspectProvider", () => {
  it("finds the provider in the registry and through the user's own configuration", () => {
    expect(inspectProvider({ from: "registry" }).found).toBe(true);
    expect(inspectProvider({ from: "user-configuration", files: ["/own.tfrc"] })).toMatchObject({
      found: true,
      detail: "by your own /own.tfrc",
    });
  });

  it("reports the provider as missing when no source has it or the mirror's is too old", () => {
    expect(inspectProvider({ from: "nowhere" }).found).toBe(false);
    expect(inspectProvider({ from: "mirror", directory: "/m", versions: ["5.99.0"] })).toMatchObject({
      found: false,
      detail: "mirror /m: 5.100.0 or newer is needed",
    });
    expect(inspectProvider({ from: "mirror", directory: "/m", versions: ["5.100.0", "4.0.0"] }).found).toBe(true);
  });
});
