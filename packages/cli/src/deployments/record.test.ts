import { describe, expect, it } from "vitest";
import {
  type Deployment,
  type DeploymentRecord,
  emptyRecord,
  formatRecord,
  lastApplied,
  parseRecord,
  rollbackTarget,
  unfinished,
  withDeployment,
} from "./record.ts";

const deployment = (id: string, rest: Partial<Deployment> = {}): Deployment => ({
  id,
  commit: `${id}`.repeat(40).slice(0, 40),
  at: "2026-11-29T20:00:00.000Z",
  status: "applied",
  stacks: ["site-dev"],
  plan: "0".repeat(64),
  by: "kim",
  ...rest,
});
const recordOf = (...deployments: Deployment[]): DeploymentRecord => deployments.reduce(withDeployment, emptyRecord);

describe("the record of deployments", () => {
  it("is read as it was written", () => {
    const record = recordOf(deployment("a", { run: "7", rollback: true }), deployment("b", { modified: true }));
    expect(parseRecord(formatRecord(record))).toEqual(record);
  });

  it("rejects a text in another form", () => {
    expect(() => parseRecord('{ "version": 2, "deployments": [] }')).toThrow();
    expect(() => parseRecord("not JSON")).toThrow();
  });

  it("keeps the entry of an attempt in its position when the attempt ends", () => {
    const record = recordOf(deployment("a", { status: "applying" }), deployment("b"), deployment("a"));
    expect(record.deployments.map(({ id, status }) => `${id} ${status}`)).toEqual(["a applied", "b applied"]);
  });

  it("keeps the last 200 deployments", () => {
    const record = recordOf(...Array.from({ length: 205 }, (_, index) => deployment(`${index}`)));
    expect(record.deployments.map(({ id }) => id)).toEqual(Array.from({ length: 200 }, (_, index) => `${index + 5}`));
  });

  it("names the last deployment that was applied, and one after it that did not end", () => {
    const record = recordOf(deployment("a"), deployment("b", { status: "applying" }));
    expect(lastApplied(record)?.id).toBe("a");
    expect(unfinished(record)?.id).toBe("b");
    expect(unfinished(recordOf(deployment("a")))).toBeUndefined();
    expect(unfinished(recordOf(deployment("a", { status: "failed" })))?.id).toBe("a");
  });
});

describe("the target of a rollback", () => {
  it("is the last good commit before the present one", () => {
    expect(rollbackTarget(recordOf(deployment("a"), deployment("b"), deployment("c")))?.id).toBe("b");
  });

  it("is the last good commit when the last attempt failed", () => {
    expect(rollbackTarget(recordOf(deployment("a"), deployment("b", { status: "failed" })))?.id).toBe("a");
  });

  it("is not the present commit, which was applied twice", () => {
    const again = deployment("c", { commit: deployment("b").commit });
    expect(rollbackTarget(recordOf(deployment("a"), deployment("b"), again))?.id).toBe("a");
  });

  it("is not a deployment of files that git does not have", () => {
    const record = recordOf(deployment("a"), deployment("b", { modified: true }), deployment("c"));
    expect(rollbackTarget(record)?.id).toBe("a");
    expect(rollbackTarget(recordOf(deployment("a")))).toBeUndefined();
  });
});
