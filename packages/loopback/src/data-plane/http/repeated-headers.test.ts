import { expect, it } from "vitest";
import { repeatedHeader } from "./repeated-headers.ts";

it("is the same object for a header that comes again, until its value changes", () => {
  const first = repeatedHeader("Accept", "text/html");
  expect(first).toEqual(["Accept", "text/html"]);
  expect(repeatedHeader("Accept", ["text", "html"].join("/"))).toBe(first);
  expect(repeatedHeader("accept", "text/html")).toEqual(["accept", "text/html"]);
  expect(repeatedHeader("Accept", "image/png")).toEqual(["Accept", "image/png"]);
  expect(repeatedHeader("Accept", "text/html")).not.toBe(first);
});

it("keeps neither long values nor endless names", () => {
  const long = "a".repeat(1_001);
  expect(repeatedHeader("Cookie", long)).not.toBe(repeatedHeader("Cookie", long));
  for (let number = 0; number < 1_000; number += 1) repeatedHeader(`X-${number}`, "1");
  expect(repeatedHeader("X-1000", "1")).not.toBe(repeatedHeader("X-1000", "1"));
});
