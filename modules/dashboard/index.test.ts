import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { Dashboard, type DashboardProps } from "./index.ts";
import { dashboardWidgets } from "./widgets.ts";

const widgets = (subjects: Partial<Parameters<typeof dashboardWidgets>[0]> = {}) =>
  dashboardWidgets({ title: "Site", period: 300, distributionId: "E1", ...subjects });

/** The titles of the widgets, and the text of the heading. */
const titles = (given: ReturnType<typeof widgets>) =>
  given.map(({ properties }) => {
    const { title, markdown } = properties as { readonly title?: string; readonly markdown?: string };
    return title ?? markdown;
  });

describe("a dashboard", () => {
  it("shows what a distribution has, and omits what it lacks", () => {
    expect(titles(widgets())).toEqual(["# Site", "Requests", "Bytes", "Error rates (%)"]);
    const all = widgets({
      additionalMetrics: true,
      cloudFrontFunctions: ["router"],
      lambdaFunctions: ["sign"],
      lambdaRegions: ["us-east-1", "eu-west-1"],
      alarmArns: ["arn:alarm"],
    });
    expect(titles(all)).toEqual(
      expect.arrayContaining([
        "Alarms",
        "Cache hit rate (%)",
        "router: compute utilization (%)",
        "sign in us-east-1: duration (ms)",
        "sign in eu-west-1: errors and throttles",
      ]),
    );
  });

  it("has no widgets that overlap, in rows of 24 columns", () => {
    const placed = widgets({ additionalMetrics: true, cloudFrontFunctions: ["a", "b"], alarmArns: ["arn"] });
    const cells = placed.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, index) => `${x + (index % width)},${y + Math.floor(index / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...placed.map(({ x, width }) => x + width))).toBe(24);
  });

  it("is the same for the same distribution", () => {
    const body = (props: Partial<DashboardProps> = {}) =>
      synthesized((stack, usEast1) => {
        new Dashboard(stack, "dashboard", { name: "site", title: "Site", distributionId: "E1", usEast1, ...props });
      }).text;
    expect(body()).toBe(body());
    expect(body({ start: "-PT3H" })).toContain('"-PT3H"');
  });
});
