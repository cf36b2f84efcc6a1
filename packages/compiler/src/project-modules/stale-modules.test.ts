import { describe, expect, it } from "vitest";
import { staleModules } from "./stale-modules.ts";

const requires: Readonly<Record<string, readonly string[]>> = {
  "/p/stacks/build.ts": ["/p/environments/index.ts", "/p/stacks/site.ts"],
  "/p/stacks/site.ts": ["/p/environments/schema.ts", "/p/node_modules/cdktf.js"],
  "/p/environments/index.ts": ["/p/environments/prod.ts", "/p/environments/schema.ts"],
  "/p/environments/prod.ts": ["/p/environments/texts.ts", "/p/edge-handlers/hello/settings.ts"],
  "/p/environments/texts.ts": ["/p/environments/prod.ts"],
  "/p/environments/schema.ts": [],
  "/p/edge-handlers/hello/settings.ts": [],
};
const modules = new Map(
  Object.entries(requires).map(([file, required]) => [file, { children: required.map((id) => ({ id })) }]),
);
const stale = (...changed: string[]) => [...staleModules(modules, changed, "/p/edge-handlers/")].sort();

describe("The modules to load again", () => {
  it("are a changed one and those that require it, also in a circle", () => {
    expect(stale("/p/environments/texts.ts")).toEqual([
      "/p/environments/index.ts",
      "/p/environments/prod.ts",
      "/p/environments/texts.ts",
      "/p/stacks/build.ts",
    ]);
  });

  it("leave out a handler's code, except where another module requires it", () => {
    expect(stale("/p/edge-handlers/hello/handler.ts")).toEqual([]);
    expect(stale("/p/edge-handlers/hello/settings.ts")).toContain("/p/environments/prod.ts");
  });

  it("are all modules when a file is not a module", () => {
    expect(stale("/p/environments/texts.ts", "/p/environments/zone.txt")).toEqual([...modules.keys()].sort());
  });
});
