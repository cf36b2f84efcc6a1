import { describe, expect, it } from "vitest";
import { sampleDistribution } from "../../testing/sample-resources.ts";
import { connectedWith, layoutOf } from "./layout.ts";

const layout = layoutOf(sampleDistribution);

describe("layoutOf", () => {
  it("has a box for each behavior, function, and origin that a behavior names", () => {
    const titles = ([0, 1, 2] as const).map((column) =>
      layout.boxes.filter((box) => box.column === column).map(({ title }) => title),
    );
    expect(titles).toEqual([
      ["/api/*", "/assets/*", "default (*)"],
      ["site-origin-request-77b0", "site-viewer-request-3f9a"],
      ["orders", "pages", "pages-with-failover"],
    ]);
  });

  it("leads the line of a behavior without functions through a gap between the functions", () => {
    const [first, second] = layout.boxes.filter(({ column }) => column === 1);
    expect((second?.y ?? 0) - (first?.y ?? 0)).toBe(108);
    expect(layout.edges.map(({ id }) => id)).toContain("behavior 1 → origin pages");
  });
});

describe("connectedWith", () => {
  it("follows lines to both sides", () => {
    expect([...connectedWith("function site-viewer-request-3f9a", layout)].sort()).toEqual([
      "behavior default",
      "behavior default → function site-viewer-request-3f9a",
      "function site-viewer-request-3f9a",
      "function site-viewer-request-3f9a → origin pages-with-failover",
      "origin pages-with-failover",
    ]);
  });
});
