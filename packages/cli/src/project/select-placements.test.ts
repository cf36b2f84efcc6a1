import { describe, expect, it } from "vitest";
import type { BuildManifest } from "./build-manifest.ts";
import { selectPlacements } from "./select-placements.ts";

const behavior = (distribution: string, name: string, path: string, isDefault = false) => ({
  distribution,
  key: `distributions.${distribution}.${name}`,
  path,
  isDefault,
  functions: {},
});
const behaviors = [
  behavior("site", "defaultBehavior", "*", true),
  behavior("site", "behaviors[0]", "/assets/*"),
  behavior("site", "behaviors[1]", "/members/*"),
  behavior("api", "defaultBehavior", "*", true),
];
const running = ["distributions.site.defaultBehavior", "distributions.site.behaviors[1]"];
const build = {
  environment: "prod",
  functions: [],
  behaviors,
  placements: behaviors.filter(({ key }) => running.includes(key)).map(({ key, path }) => ({ key, path })),
  stores: [],
} as unknown as BuildManifest;

const keys = (named?: string) => selectPlacements(build, named).placements.map(({ key }) => key);

describe("selectPlacements", () => {
  it("takes a path pattern, a key, or nothing", () => {
    expect(keys()).toEqual(running);
    expect(keys("/members/*")).toEqual(["distributions.site.behaviors[1]"]);
    expect(keys("*")).toEqual(["distributions.site.defaultBehavior"]);
    expect(keys("distributions.site.behaviors[1]")).toEqual(["distributions.site.behaviors[1]"]);
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization
  it.each([
    ["/members/x", "behaviors[1]"],
    ["/assets/../members/x?a=/b", "behaviors[1]"],
    ["//members/./x", "behaviors[1]"],
    ["/%6Dembers/x", "behaviors[1]"],
    ["/members%2Fx", "defaultBehavior"],
    ["/Members/x", "defaultBehavior"],
    ["/", "defaultBehavior"],
  ])("takes the path of a request and finds its behavior as CloudFront does: %s", (path, key) => {
    expect(keys(path)).toEqual([`distributions.site.${key}`]);
  });

  it("says where a request goes that runs no function, and which behaviors there are", () => {
    expect(() => keys("/assets/a.css")).toThrow(
      "/assets/a.css goes to '/assets/*' (distributions.site.behaviors[0]) and '*' (distributions.api.defaultBehavior), which runs no function.",
    );
    expect(() => keys("/assets/*")).toThrow("'prod' has a behavior '/assets/*', which runs no function.");
    expect(() => keys("/nowhere/*")).toThrow(
      "'prod' has no behavior '/nowhere/*'. Name one by its path pattern or by a request's path: '*', '/assets/*', '/members/*'.",
    );
  });
});
