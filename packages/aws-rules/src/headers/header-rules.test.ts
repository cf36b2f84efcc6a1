import { describe, expect, it } from "vitest";
import { checkHeaderChange, type EdgeEvent, edgeEvents, isForbiddenHeader } from "../index.ts";

describe("header rules", () => {
  it.each([
    "Connection",
    "Expect",
    "Keep-Alive",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "Proxy-Connection",
    "Trailer",
    "Upgrade",
    "X-Accel-Buffering",
    "X-Accel-Charset",
    "X-Accel-Limit-Rate",
    "X-Accel-Redirect",
    "X-Amz-Cf-Id",
    "X-Amzn-Auth",
    "X-Amzn-Cf-Billing",
    "X-Amzn-Cf-Id",
    "X-Amzn-Cf-Xff",
    "X-Amzn-Errortype",
    "X-Amzn-Fle-Profile",
    "X-Amzn-Header-Count",
    "X-Amzn-Header-Order",
    "X-Amzn-Lambda-Integration-Tag",
    "X-Amzn-RequestId",
    "X-Cache",
    "x-edge-anything",
    "X-Forwarded-Proto",
    "X-Real-IP",
  ])("forbids %s at every event, in any case", (name) => {
    for (const event of edgeEvents) {
      for (const cased of [name, name.toLowerCase(), name.toUpperCase()]) {
        expect(checkHeaderChange(event, cased)?.rule).toBe("FE-EVT-001");
      }
    }
  });

  const readOnly: Record<EdgeEvent, string[]> = {
    "viewer-request": ["Content-Length", "Host", "Transfer-Encoding", "Via"],
    "origin-request": [
      "Accept-Encoding",
      "Content-Length",
      "If-Modified-Since",
      "If-None-Match",
      "If-Range",
      "If-Unmodified-Since",
      "Transfer-Encoding",
      "Via",
    ],
    "origin-response": ["Transfer-Encoding", "Via"],
    "viewer-response": ["Content-Encoding", "Content-Length", "Transfer-Encoding", "Via", "Warning"],
  };

  it.each(edgeEvents)("makes AWS's list of headers read-only at %s, and no others", (event) => {
    const names = [...new Set(Object.values(readOnly).flat())].sort();
    const actual = names.filter((name) => checkHeaderChange(event, name)?.rule === "FE-EVT-002");
    expect(actual).toEqual(readOnly[event]);
  });

  it("makes Host read-only at viewer request and free at origin request", () => {
    expect(checkHeaderChange("viewer-request", "Host")?.rule).toBe("FE-EVT-002");
    expect(checkHeaderChange("origin-request", "Host")).toBeUndefined();
  });

  it("makes Content-Encoding read-only at viewer response alone", () => {
    const events = edgeEvents.filter((event) => checkHeaderChange(event, "content-encoding") !== undefined);
    expect(events).toEqual(["viewer-response"]);
  });

  it("does not forbid names that merely contain a forbidden one", () => {
    expect(isForbiddenHeader("x-amzn-trace-id")).toBe(false);
    expect(isForbiddenHeader("x-cache-key")).toBe(false);
    expect(isForbiddenHeader("my-x-edge-location")).toBe(false);
  });
});
