import { describe, expect, it } from "vitest";
import { inspectProvider } from "./provider.ts";

describe("the AWS provider", () => {
  it("is there when the registry answers, or by the user's own configuration", () => {
    expect(inspectProvider({ from: "registry" }).found).toBe(true);
    expect(inspectProvider({ from: "user-configuration", files: ["/own.tfrc"] })).toMatchObject({
      found: true,
      detail: "by your own /own.tfrc",
    });
  });

  it("is missing when it is nowhere, and when a mirror's is too old", () => {
    expect(inspectProvider({ from: "nowhere" }).found).toBe(false);
    expect(inspectProvider({ from: "mirror", directory: "/m", versions: ["5.99.0"] })).toMatchObject({
      found: false,
      detail: "mirror /m: 5.100.0 or newer is needed",
    });
    expect(inspectProvider({ from: "mirror", directory: "/m", versions: ["5.100.0", "4.0.0"] }).found).toBe(true);
  });
});
