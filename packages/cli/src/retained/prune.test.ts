import { describe, expect, it } from "vitest";
import { functionsInState, type PruneOptions, pruneFunctions } from "./prune.ts";

/** Functions with the number of deletions that AWS refuses. */
function account(rejections: Record<string, number>) {
  const left = { ...rejections };
  return {
    left,
    list: async () => Object.keys(left).map((name) => ({ name, stack: "site-prod" })),
    async remove(name: string) {
      const refused = left[name] ?? 0;
      if (refused > 0) {
        left[name] = refused - 1;
        return "replicated" as const;
      }
      delete left[name];
      return "deleted" as const;
    },
  };
}

const run = async (functions: ReturnType<typeof account>, options: Partial<PruneOptions> = {}) => {
  const deleted: string[] = [];
  const remaining = await pruneFunctions(functions, {
    managedBy: async () => new Set(),
    deadline: 0,
    intervalMilliseconds: 1,
    stop: new AbortController().signal,
    onDeleted: (name) => deleted.push(name),
    ...options,
  });
  return { deleted, remaining };
};

describe("pruning functions", () => {
  it("deletes those that no state has, and never those that one has", async () => {
    const functions = account({ retained: 0, managed: 0 });
    expect(
      await run(functions, { managedBy: async (stack) => new Set(stack === "site-prod" ? ["managed"] : []) }),
    ).toEqual({ deleted: ["retained"], remaining: [] });
    expect(Object.keys(functions.left)).toEqual(["managed"]);
  });

  it("reports those whose replicas AWS has not removed yet, and deletes the others", async () => {
    expect(await run(account({ fresh: 1, old: 0 }))).toEqual({ deleted: ["old"], remaining: ["fresh"] });
  });

  it("tries again until the replicas are gone or the time is over", async () => {
    expect(await run(account({ fresh: 3 }), { deadline: Date.now() + 60_000 })).toEqual({
      deleted: ["fresh"],
      remaining: [],
    });
    expect(await run(account({ fresh: Infinity }), { deadline: Date.now() + 50 })).toEqual({
      deleted: [],
      remaining: ["fresh"],
    });
  });

  it("ends when it is interrupted", async () => {
    const stop = AbortSignal.timeout(20);
    const waiting = run(account({ fresh: Infinity }), { stop, deadline: Infinity, intervalMilliseconds: 60_000 });
    await expect(waiting).rejects.toThrow();
  });
});

describe("the functions in a state", () => {
  it("are the managed Lambda functions", () => {
    const resource = (type: string, mode = "managed") => ({
      mode,
      type,
      instances: [{ attributes: { function_name: `${mode}-${type}` } }],
    });
    const resources = [
      resource("aws_lambda_function"),
      resource("aws_lambda_function", "data"),
      resource("aws_s3_bucket"),
    ];
    expect(functionsInState(JSON.stringify({ resources }))).toEqual(["managed-aws_lambda_function"]);
    expect(functionsInState("")).toEqual([]);
  });
});
