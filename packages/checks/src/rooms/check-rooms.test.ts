import { describe, expect, it } from "vitest";
import { importsOf } from "../imports/imports.ts";
import { checkRooms } from "./check-rooms.ts";
import type { Room } from "./rooms.ts";

const rooms: readonly Room[] = [
  {
    folder: "stacks/",
    is: "",
    mayImport: ["compiler", "edge-sdk/testing", "sdk/config", "lib/*/options.ts"],
    usesFramework: true,
  },
  { folder: "packages/compiler/", is: "", mayImport: [] },
  { folder: "lib/", is: "", mayImport: [] },
  { folder: "packages/sdk/", is: "", mayImport: [] },
  { folder: "packages/edge-sdk/", is: "", mayImport: [] },
  { folder: "tests/fixtures/", is: "", mayImport: "every room", isForTests: true },
  { folder: "tests/", is: "", mayImport: "every room" },
];

const manifests = ["compiler", "sdk", "edge-sdk"].map((name) => ({
  path: `packages/${name}/package.json`,
  text: JSON.stringify({
    name: `@featheredge/${name}`,
    exports: { ".": "./src/index.ts", "./config": "./src/config.ts", "./testing": "./src/testing/index.ts" },
  }),
}));
const root = {
  path: "package.json",
  text: '{ "name": "root", "imports": { "#stacks/*": "./stacks/*", "#fixtures/*": "./tests/fixtures/*", "#lib/*": "./lib/*" } }',
};

const messagesOf = (importer: string, specifier: string) =>
  checkRooms(importsOf([root, ...manifests, { path: importer, text: `import "${specifier}";` }]), rooms).map(
    ({ message }) => message,
  );

describe("checkRooms", () => {
  it.each([
    ["a file in the same room", "stacks/site/a.ts", "../b.ts"],
    ["a room that it may import", "stacks/a.ts", "@featheredge/compiler"],
    ["the one door that it may import", "stacks/a.ts", "@featheredge/sdk/config"],
    ["a door whose name has the allowed form", "stacks/a.ts", "#lib/origins/options.ts"],
    ["any room, from tests/", "tests/a.test.ts", "#stacks/site/a.ts"],
    ["fixtures, from a room's test", "stacks/a.test.ts", "#fixtures/site.ts"],
    ["test support, from a test", "packages/compiler/src/a.test.ts", "./testing/a.ts"],
    ["test support, from test support", "packages/compiler/src/testing/a.ts", "./b.ts"],
    ["the SDK's test support", "stacks/a.ts", "@featheredge/edge-sdk/testing"],
    ["the framework, where it may be", "stacks/a.ts", "cdktf"],
    ["a package of npm", "packages/compiler/src/a.ts", "esbuild"],
    ["anything, from a file of no room", "vitest.config.ts", "./stacks/a.ts"],
  ])("takes an import of %s", (_, importer, specifier) => {
    expect(messagesOf(importer, specifier)).toEqual([]);
  });

  it.each([
    ["another room", "packages/compiler/src/a.ts", "#stacks/a.ts", /^packages\/compiler\/ may import no other room/],
    ["a room by a door that isn't named", "stacks/a.ts", "@featheredge/sdk", /only compiler, .*, not sdk \(/],
    [
      "a door of another form",
      "stacks/a.ts",
      "#lib/origins/create.ts",
      /lib\/\*\/options\.ts, not lib\/origins\/create\.ts/,
    ],
    ["fixtures, from source", "stacks/a.ts", "#fixtures/site.ts", /not fixtures\/site\.ts/],
    ["a path that leaves its room", "stacks/a.ts", "../packages/compiler/src/a.ts", /^A path must not leave its room/],
    ["a path that leaves its room, from tests/", "tests/a.ts", "../stacks/a.ts", /^A path must not leave its room/],
    ["test support, from source", "packages/compiler/src/a.ts", "./testing/a.ts", /^Only tests may import/],
    ["the framework", "packages/sdk/src/a.ts", "@cdktf/provider-aws/lib/s3-bucket/index.js", /only stacks\/ may/],
  ])("rejects an import of %s", (_, importer, specifier, expected) => {
    expect(messagesOf(importer, specifier)).toEqual([expect.stringMatching(expected)]);
  });
});
