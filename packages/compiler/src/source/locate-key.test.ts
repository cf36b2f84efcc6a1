import { describe, expect, it } from "vitest";
import { locateKey } from "./locate-key.ts";

const source = `import { site } from "./site.ts";

const prod = {
  account: "111111111111",
  distributions: {
    site: site({
      aliases: ["www.example.com"],
      behaviors: [{ path: "/a" }, { path: "/b", viewerRequest: ["auth"] }],
    }),
    shop: { "price class": 1 },
  },
} satisfies EnvironmentInput;
export default prod;
`;

describe("locateKey", () => {
  it.each([
    ["account", 4, 3],
    ["distributions.shop.price class", 10, 13],
    ["distributions.site", 6, 5],
  ])("finds %s", (key, line, column) => {
    expect(locateKey(source, key)).toEqual({ line, column });
  });

  it("finds an element of an array", () => {
    const array = "export default { handlers: {}, behaviors: [{ path: 1 }, { path: 2 }] };";
    expect(locateKey(array, "behaviors[1].path")).toEqual({ line: 1, column: array.lastIndexOf("path") + 1 });
  });

  it("gives the part of a key that is written out, where a function makes the rest", () => {
    expect(locateKey(source, "distributions.site.behaviors[1].path")).toEqual({ line: 6, column: 5 });
  });

  it("gives nothing for a key that is not there, or a source that does not parse", () => {
    expect(locateKey(source, "region")).toBeUndefined();
    expect(locateKey("export default {", "region")).toBeUndefined();
  });
});
