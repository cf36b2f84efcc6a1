import { describe, expect, it } from "vitest";
import { invalidationPaths, type PathOptions } from "./invalidation-paths.ts";

const pathsFor = (keys: readonly string[], options: Partial<PathOptions> = {}) =>
  invalidationPaths({
    keys,
    indexDocument: "index.html",
    defaultRootObject: undefined,
    hasFolderUrls: false,
    maxPaths: 1_000,
    ...options,
  });

describe("the paths to invalidate", () => {
  it("are those of the objects, percent-encoded", () => {
    expect(pathsFor(["assets/a b.css", "é.html"]).paths).toEqual(["/%C3%A9.html", "/assets/a%20b.css"]);
  });

  it("include / for the default root object", () => {
    expect(pathsFor(["en/index.html"], { defaultRootObject: "en/index.html" }).paths).toEqual(["/", "/en/index.html"]);
  });

  it("include a folder's URLs for its page, if a function may have rewritten them", () => {
    expect(pathsFor(["about/index.html", "about/a.html"], { hasFolderUrls: true }).paths).toEqual([
      "/about",
      "/about/",
      "/about/a.html",
      "/about/index.html",
    ]);
    expect(pathsFor(["index.html"], { hasFolderUrls: true }).paths).toEqual(["/", "/index.html"]);
  });

  it("are replaced by at most 15 wildcards, of folders as deep as possible, if they are too many", () => {
    const keys = Array.from({ length: 40 }, (_, index) => `${index % 3 === 0 ? "en/blog" : "es"}/${index}.html`);
    expect(pathsFor([...keys, "robots.txt"], { maxPaths: 20 })).toEqual({
      paths: ["/en/*", "/es/*", "/robots.txt"],
      isWider: true,
    });
    const wide = Array.from({ length: 40 }, (_, index) => `${index}/index.html`);
    expect(pathsFor(wide, { maxPaths: 20 }).paths).toEqual(["/*"]);
  });
});
