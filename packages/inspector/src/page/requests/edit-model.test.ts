import { describe, expect, it } from "vitest";
import type { RequestDetail } from "../../api/index.ts";
import { draftOf, requestOf } from "./edit-model.ts";

const detail = (headers: [string, string][]): RequestDetail => {
  const request = {
    method: "GET",
    uri: "/a",
    querystring: "",
    headers: headers.map(([name, value]) => ({ name, value })),
  };
  return {
    id: "kept",
    time: 0,
    method: "GET",
    protocol: "http",
    host: "site.localhost",
    path: "/a",
    device: "mobile",
    country: "DE",
    address: "192.0.2.1",
    status: 200,
    outcome: "hit",
    xCache: "Hit from cloudfront",
    bytes: 0,
    durationMs: 1,
    failures: [],
    ahead: [],
    why: [],
    canSendAgain: true,
    stages: [{ kind: "viewer", after: { request }, address: "192.0.2.1", device: "mobile", isSimulated: true }],
  };
};

describe("draftOf", () => {
  it("shows cookies and the viewer in their own fields", () => {
    const draft = draftOf(
      detail([
        ["Cookie", "a=1; b=x=y"],
        ["Accept-Language", "de"],
        ["X-A", "1"],
        ["Host", "x"],
      ]),
    );
    expect(draft).toMatchObject({
      headers: [{ name: "X-A", value: "1" }],
      cookies: [
        { name: "a", value: "1" },
        { name: "b", value: "x=y" },
      ],
      country: "DE",
      device: "mobile",
      language: "de",
      address: "192.0.2.1",
    });
  });
});

describe("requestOf", () => {
  it("sends the fields, without rows that have no name", () => {
    const kept = detail([
      ["X-A", "1"],
      ["Cookie", "a=1; b=2"],
    ]);
    const draft = draftOf(kept);
    draft.headers.push({ name: "", value: "lost" });
    const changed = { protocol: "https", host: "www.example.com", country: "FR", body: "x" };
    expect(requestOf(kept, { ...draft, ...changed })).toEqual({
      from: "kept",
      method: "GET",
      protocol: "https",
      host: "www.example.com",
      path: "/a",
      headers: [
        { name: "X-A", value: "1" },
        { name: "Cookie", value: "a=1; b=2" },
      ],
      body: "x",
      viewer: { country: "FR" },
    });
  });

  it("simulates none for an emptied field of the viewer", () => {
    const kept = detail([["Accept-Language", "de"]]);
    const emptied = { country: "", device: "", language: "", address: "" };
    expect(requestOf(kept, { ...draftOf(kept), ...emptied })).toMatchObject({
      headers: [],
      viewer: { country: null, device: null, address: null },
    });
  });
});
