import { describe, expect, it } from "vitest";
import { trackAhead } from "./ahead.ts";
import type { Snapshot } from "./snapshot.ts";

const configuration = "site/cdk.tf";
const resourceOf = (name: string) => `resource "aws_cloudfront_function" "${name}" {
  name    = "prod-${name}"
  code    = file("\${path.module}/functions/${name}.js")
  publish = true
}
`;

/** A build with the functions `a`, and `b` if it has code. */
function build(number: number, a: string, b?: string): Snapshot {
  const codes = Object.entries({ a, ...(b === undefined ? {} : { b }) });
  const tf = codes.map(([name]) => resourceOf(name)).join("");
  const files = codes.map(([name, code]) => [`site/functions/${name}.js`, code] as const);
  return {
    number,
    digests: { ...Object.fromEntries(files), [configuration]: tf },
    configurations: new Map([[configuration, tf]]),
    contents: new Map(files.map(([file, code]) => [file, Buffer.from(code)])),
  };
}

/** Tracks a loopback that remembers what it got, also of contents that it rejects. */
function start() {
  const put: string[] = [];
  const marks: string[][] = [];
  const rejected = new Set<string>();
  const ahead = trackAhead(
    {
      async put({ name }, content) {
        put.push(content.toString());
        if (rejected.has(content.toString())) throw new Error("too large");
        return `arn:${name}`;
      },
      close() {},
    },
    { markAhead: (parts) => void marks.push([...parts.values()]) },
  );
  return { ahead, put, marks, rejected };
}

const part = { kind: "cloudfront-function", name: "prod-a" };

describe("the deployment that is ahead of Terraform", () => {
  it("leaves builds to Terraform until it has applied one", async () => {
    const { ahead, put } = start();
    expect(await ahead.follow(build(1, "one"))).toEqual({ kind: "terraform" });
    await ahead.applied(build(1, "one"));
    expect(await ahead.follow(build(2, "one"))).toEqual({ kind: "served" });
    expect(put).toEqual([]);
  });

  it("gets code at once, marked until Terraform has applied it", async () => {
    const { ahead, put, marks } = start();
    await ahead.applied(build(1, "one"));
    expect(await ahead.follow(build(2, "two"))).toEqual({ kind: "ahead", parts: [part] });
    expect([put, ahead.parts, marks.at(-1)]).toEqual([["two"], [part], ["prod-a"]]);
    await ahead.applied(build(2, "two"));
    expect([put, ahead.parts, marks.at(-1)]).toEqual([["two"], [], []]);
  });

  it("gets a later build's code again after Terraform has applied an earlier one", async () => {
    const { ahead, put } = start();
    await ahead.applied(build(1, "one"));
    await ahead.follow(build(2, "two"));
    await ahead.follow(build(3, "three"));
    await ahead.applied(build(2, "two"));
    expect(put).toEqual(["two", "three", "three"]);
    expect(ahead.parts).toEqual([part]);
  });

  it("is put back to the last apply when Terraform fails", async () => {
    const { ahead, put } = start();
    await ahead.applied(build(1, "one"));
    await ahead.follow(build(2, "two"));
    expect(await ahead.revert(true)).toEqual({ parts: [part], failures: [] });
    expect(put).toEqual(["two", "one"]);
    expect(ahead.parts).toEqual([]);
    expect(await ahead.follow(build(3, "three"))).toMatchObject({ kind: "ahead" });
  });

  it("leaves later edits to Terraform after an apply that failed halfway", async () => {
    const { ahead } = start();
    await ahead.applied(build(1, "one"));
    await ahead.revert(false);
    expect(await ahead.follow(build(2, "two"))).toEqual({ kind: "terraform" });
  });

  it("leaves a build to Terraform that the loopback rejects, after it has undone what was put of it", async () => {
    const { ahead, put, rejected } = start();
    await ahead.applied(build(1, "one"));
    rejected.add("two");
    expect(await ahead.follow(build(2, "two"))).toEqual({ kind: "terraform", rejected: new Error("too large") });
    expect(put).toEqual(["two", "one"]);
  });

  it("puts the other parts back when one is not taken back, and says why", async () => {
    const { ahead, put, rejected } = start();
    await ahead.applied(build(1, "a1", "b1"));
    await ahead.follow(build(2, "a2", "b2"));
    rejected.add("a1");
    expect(await ahead.revert(true)).toEqual({
      parts: [{ ...part, name: "prod-b" }],
      failures: [{ ...part, reason: "too large" }],
    });
    expect(put.at(-1)).toBe("b1");
    expect(ahead.parts).toEqual([]);
    expect(await ahead.follow(build(3, "a3", "b1"))).toEqual({ kind: "terraform" });
  });

  it("leaves a part to Terraform that is not taken again after an apply", async () => {
    const { ahead, rejected } = start();
    await ahead.applied(build(1, "a1", "b1"));
    await ahead.follow(build(3, "a3", "b3"));
    rejected.add("a3");
    await ahead.applied(build(2, "a1", "b1"));
    expect(ahead.parts).toEqual([{ ...part, name: "prod-b" }]);
    expect(await ahead.follow(build(4, "a4", "b3"))).toEqual({ kind: "ahead", parts: [part] });
  });

  it("leaves a part to Terraform that is not taken again after a failed run", async () => {
    const { ahead, rejected } = start();
    await ahead.applied(build(1, "a1", "b1"));
    await ahead.follow(build(2, "a2", "b2"));
    rejected.add("a2");
    await ahead.repeat();
    expect(ahead.parts).toEqual([{ ...part, name: "prod-b" }]);
    expect(await ahead.follow(build(3, "a2", "b2"))).toMatchObject({
      kind: "terraform",
      rejected: new Error("too large"),
    });
  });
});
