import { describe, expect, it } from "vitest";
import { checkHeaderChange, edgeEvents, isForbiddenHeader } from "../index.ts";

describe("header rules", () => {
  it.each(["Connection", "X-Amz-Cf-Id", "x-edge-anything", "X-Accel-Limit-Rate", "X-Real-IP"])(
    "forbids %s at every event, in any case",
    (name) => {
      for (const event of edgeEvents) expect(checkHeaderChange(event, name)?.rule).toBe("forbidden-header");
    },
  );

  it("makes Host read-only at viewer request and free at origin request", () => {
    expect(checkHeaderChange("viewer-request", "Host")?.rule).toBe("read-only-header");
    expect(checkHeaderChange("origin-request", "Host")).toBeUndefined();
  });

  it("makes Content-Encoding read-only at viewer response alone", () => {
    const events = edgeEvents.filter((event) => checkHeaderChange(event, "content-encoding") !== undefined);
    expect(events).toEqual(["viewer-response"]);
  });

  it("does not forbid names that merely contain a forbidden one", () => {
    expect(isForbiddenHeader("x-cache-key")).toBe(false);
    expect(isForbiddenHeader("my-x-edge-location")).toBe(false);
  });
});
