import { describe, expect, it } from "vitest";
import { diffFields } from "./diff-fields.ts";

const fields = (text: string) =>
  text.split(/\s+/).map((pair) => {
    const [name = "", value = ""] = pair.split("=");
    return { name, value };
  });
const compare = (before: string, after: string) =>
  diffFields(fields(before), fields(after)).map(
    ({ name, value, change }) => `${{ added: "+", removed: "-", kept: " " }[change]}${name}=${value}`,
  );

describe("diffFields", () => {
  it("shows a changed value as removed and added, next to each other", () => {
    expect(compare("path=/a host=x", "path=/b host=x")).toEqual(["-path=/a", "+path=/b", " host=x"]);
  });

  it("shows names that one side does not have", () => {
    expect(compare("a=1 b=2", "b=2 c=3")).toEqual([" b=2", "+c=3", "-a=1"]);
  });

  it("compares each of several values of one name", () => {
    expect(compare("c=1 c=2 c=2", "c=2 c=3 c=2")).toEqual(["-c=1", " c=2", "+c=3", " c=2"]);
  });
});
