import { describe, expect, it } from "vitest";
import { checkPolicy, managedPolicies, policyId } from "../index.ts";

describe("policyId", () => {
  it("finds a managed policy by AWS's name, with or without the API's prefix", () => {
    expect(policyId("cache", "CachingOptimized")).toBe("658327ea-f89d-4fab-a63d-7e88639e58f6");
    expect(policyId("cache", "Managed-CachingOptimized")).toBe("658327ea-f89d-4fab-a63d-7e88639e58f6");
  });

  it("returns the id of a policy of one's own as it is", () => {
    const id = "00000000-1111-2222-3333-444444444444";
    expect(policyId("originRequest", id)).toBe(id);
  });

  it("does not take names that every object has for policies", () => {
    expect(policyId("cache", "constructor")).toBeUndefined();
  });

  it("has no id twice and every id well formed", () => {
    const ids = Object.values(managedPolicies).flatMap((kind) => Object.values(kind));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe("checkPolicy", () => {
  it("suggests the near name and lists the others", () => {
    const message = checkPolicy("cache", "CacheOptimized")?.fix;
    expect(message).toContain("Did you mean 'CachingOptimized'?");
    expect(message).toContain("CachingDisabled");
  });

  it("says when the name is one of another kind", () => {
    expect(checkPolicy("cache", "AllViewer")?.fix).toContain("It is a managed origin request policy.");
  });

  it("has nothing to say of a known name", () => {
    expect(checkPolicy("responseHeaders", "SecurityHeadersPolicy")).toBeUndefined();
  });
});
