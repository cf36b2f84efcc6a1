import { describe, expect, it } from "vitest";
import { importsOf } from "./imports.ts";

const root = { path: "package.json", text: '{ "name": "root", "imports": { "#modules/*": "./modules/*" } }' };
const library = {
  path: "packages/library/package.json",
  text: JSON.stringify({
    name: "@featheredge/library",
    imports: { "#runtime": { edge: "./src/edge.ts", default: "./src/node.ts" } },
    exports: { ".": "./src/index.ts", "./testing": { types: "./src/testing.d.ts" } },
  }),
};

const targetsOf = (path: string, text: string) =>
  importsOf([root, library, { path, text }]).map(({ target }) => ("files" in target ? target.files : target.package));

describe("importsOf", () => {
  it.each([
    ["a value", 'import { a } from "./a.ts";'],
    ["a type", 'import type { A } from "./a.ts";'],
    ["a re-export", 'export { a, b } from "./a.ts";'],
    ["a re-export of everything", 'export * from "./a.ts";'],
    ["a module without bindings", 'import "./a.ts";'],
    ["a module that is loaded later", 'const a = () => import("./a.ts");'],
    ["a type in an expression of types", 'type A = import("./a.ts").A;'],
  ])("finds the import of %s", (_, text) => {
    expect(targetsOf("stacks/site/index.ts", text)).toEqual([["stacks/site/a.ts"]]);
  });

  it.each([
    ["a path that climbs", "../../modules/a.ts", ["modules/a.ts"]],
    ["a name of the root's package.json", "#modules/a/index.ts", ["modules/a/index.ts"]],
    ["a workspace", "@featheredge/library", ["packages/library/src/index.ts"]],
    ["a door of a workspace", "@featheredge/library/testing", ["packages/library/src/testing.d.ts"]],
    ["a door that a workspace doesn't have", "@featheredge/library/other", []],
    ["a package of npm", "zod", "zod"],
    ["a file of a package of npm", "@cdktf/provider-aws/lib/s3-bucket/index.js", "@cdktf/provider-aws"],
    ["a module of Node.js", "node:fs", "node:fs"],
  ])("resolves %s", (_, specifier, expected) => {
    expect(targetsOf("stacks/site/index.ts", `import "${specifier}";`)).toEqual([expected]);
  });

  it("resolves a name with conditions to the file of each", () => {
    const files = ["packages/library/src/edge.ts", "packages/library/src/node.ts"];
    expect(targetsOf("packages/library/src/index.ts", 'import "#runtime";')).toEqual([files]);
  });

  it("keeps where the import is", () => {
    const text = '// One.\nimport "./a.ts";\n';
    const [found] = importsOf([{ path: "a/b.ts", text }]);
    expect(found).toMatchObject({ importer: "a/b.ts", specifier: "./a.ts", offset: text.indexOf('"./a.ts"') });
  });
});
