import { describe, expect, it } from "vitest";
import { trackAhead } from "./ahead.ts";
import type { Snapshot } from "./snapshot.ts";

const file = "site/functions/a.js";
const configuration = "site/cdk.tf";
const hcl = `resource "aws_cloudfront_function" "a" {
  name    = "prod-a"
  code    = file("\${path.module}/functions/a.js")
  publish = true
}
`;

const build = (number: number, code: string, tf = hcl): Snapshot => ({
  number,
  digests: { [file]: code, [configuration]: tf },
  configurations: new Map([[configuration, tf]]),
  contents: new Map([[file, Buffer.from(code)]]),
});

/** Tracks a loopback that remembers what it got. */
function start() {
  const put: string[] = [];
  const marks: string[][] = [];
  let rejects = false;
  const ahead = trackAhead(
    {
      async put({ name }, content) {
        if (rejects) throw new Error("too large");
        put.push(content.toString());
        return `arn:${name}`;
      },
      close() {},
    },
    { markAhead: (parts) => void marks.push([...parts.values()]) },
  );
  const reject = () => {
    rejects = true;
  };
  return { ahead, put, marks, reject };
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
    expect(await ahead.revert(true)).toEqual([part]);
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

  it("leaves a build to Terraform that the loopback rejects", async () => {
    const { ahead, reject } = start();
    await ahead.applied(build(1, "one"));
    reject();
    expect(await ahead.follow(build(2, "two"))).toMatchObject({ kind: "terraform", rejected: new Error("too large") });
  });
});
