import { describe, expect, it } from "vitest";
import { keyOfAttribute } from "./environment-keys.ts";

const keys = {
  resource: "distributions.site",
  attributes: { "ordered_cache_behavior[2]": "distributions.site.behaviors[2]", aliases: "distributions.site.aliases" },
};

describe("the environment's key of an attribute", () => {
  it.each([
    ["", "distributions.site"],
    ["aliases", "distributions.site.aliases"],
    [
      "ordered_cache_behavior[2].trusted_key_groups",
      "distributions.site.behaviors[2] (ordered_cache_behavior[2].trusted_key_groups)",
    ],
    ["ordered_cache_behavior[1].path_pattern", "distributions.site (ordered_cache_behavior[1].path_pattern)"],
    ["tags", "distributions.site (tags)"],
  ])("of '%s' is %s", (attribute, key) => {
    expect(keyOfAttribute(keys, attribute)).toBe(key);
  });
});
