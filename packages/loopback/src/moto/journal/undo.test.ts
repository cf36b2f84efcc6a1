import { describe, expect, it } from "vitest";
import { type MotoRequest, ownRequest } from "../request/request.ts";
import type { Entry } from "./entry.ts";
import { withoutRuns, withoutStack } from "./undo.ts";

interface Write {
  readonly method?: string;
  readonly service?: string;
  readonly path: string;
  readonly action?: string;
  readonly run?: string;
  readonly stack?: string;
  readonly status?: number;
}

/** Makes a journal of these writes, numbered from 1. */
function journal(...writes: readonly Write[]) {
  const requests = writes.map(({ method = "PUT", service = "s3", path, action }): MotoRequest => {
    const request = ownRequest({ account: "000000000000", region: "us-east-1", service, method, path });
    return action === undefined
      ? request
      : {
          ...request,
          headers: [...request.headers, "Content-Type", "application/x-www-form-urlencoded"],
          body: Buffer.from(`Action=${action}`),
        };
  });
  const entries = writes.map(
    ({ run, stack = "site", status = 200 }, index): Entry => ({
      number: index + 1,
      method: requests[index]?.method ?? "",
      path: requests[index]?.path ?? "",
      headers: requests[index]?.headers ?? [],
      body: { text: requests[index]?.body.toString() ?? "" },
      status,
      ...(run === undefined ? {} : { maker: { stack, run } }),
    }),
  );
  return { entries, requestOf: ({ number }: Entry) => requests[number - 1] as MotoRequest };
}

const numbers = (entries: readonly Entry[]) => entries.map(({ number }) => number);
const cut = new Set(["cut"]);

describe("a journal without runs that were cut short", () => {
  it("has none of their writes, in any service, and all writes of other runs and programs", () => {
    const { entries, requestOf } = journal(
      { path: "/state", run: undefined as never },
      { path: "/other", run: "finished" },
      { path: "/made", run: "cut" },
      { path: "/", method: "POST", service: "iam", action: "CreateRole", run: "cut" },
      { path: "/", method: "POST", service: "iam", action: "CreateRole", run: "finished" },
      { path: "/state/terraform.tfstate", run: "cut" },
      { path: "/state/terraform.tfstate.tflock", run: "cut" },
      { path: "/2015-03-31/functions", method: "POST", service: "lambda", run: "cut" },
    );
    expect(numbers(withoutRuns(entries, requestOf, cut))).toEqual([1, 2, 5]);
  });

  it("keeps their deletions", () => {
    const { entries, requestOf } = journal(
      { path: "/state/old", method: "DELETE", run: "cut", status: 204 },
      { path: "/state?delete", method: "POST", run: "cut" },
      { path: "/", method: "POST", service: "iam", action: "DeleteRole", run: "cut" },
      { path: "/", method: "POST", service: "iam", action: "DetachRolePolicy", run: "cut" },
    );
    const left = withoutRuns(entries, requestOf, cut);
    expect(numbers(left)).toEqual([1, 2, 3, 4]);
    // They get a status again, and no longer belong to a run.
    expect(left.map(({ status, maker }) => status ?? maker)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("makes other programs' objects wait for a bucket that such a run made, and only those", () => {
    const { entries, requestOf } = journal(
      { path: "/kept", run: "finished" },
      { path: "/made", run: "cut" },
      { path: "/made/page", run: "cut" },
      { path: "/made/mine" },
      { path: "/made/refused", status: 403 },
      { path: "/made/mine", method: "GET" },
      { path: "/kept/mine" },
    );
    const left = withoutRuns(entries, requestOf, cut);
    expect(left.map(({ number, waitsFor }) => [number, waitsFor])).toEqual([
      [1, undefined],
      [4, "site"],
      [5, undefined],
      [6, undefined],
      [7, undefined],
    ]);
  });
});

describe("a journal without a stack", () => {
  it("has neither the stack's writes nor objects in its buckets", () => {
    const { entries } = journal(
      { path: "/state" },
      { path: "/theirs", run: "1", stack: "other" },
      { path: "/made", run: "2" },
      { path: "/made/mine" },
      { path: "/theirs/mine" },
      { path: "/", method: "POST", service: "iam", action: "CreateRole", run: "3" },
      { path: "/state/site.tfstate", run: "3" },
      { path: "/state/other.tfstate", run: "1", stack: "other" },
    );
    const waiting: Entry = { ...(entries[0] as Entry), number: 9, path: "/gone/mine", waitsFor: "site" };
    expect(numbers(withoutStack([...entries, waiting], "site"))).toEqual([1, 2, 5, 8]);
  });
});
