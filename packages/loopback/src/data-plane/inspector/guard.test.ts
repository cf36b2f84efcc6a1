import { describe, expect, it } from "vitest";
import type { HeaderList } from "../http/headers.ts";
import { rejectionOf } from "./guard.ts";

const ports = { http: 8080, https: 8443 };
const host = "inspector.localhost:8080";
const ask = (headers: HeaderList, given: { method?: string; host?: string; isPage?: boolean } = {}) =>
  rejectionOf(
    { method: given.method ?? "GET", host: given.host ?? host, protocol: "http", headers },
    ports,
    given.isPage ?? false,
  );
const json = ["Content-Type", "application/json"] as const;

describe("The inspector's guard", () => {
  it.each([
    ["curl", []],
    ["the address bar of a browser", [["Sec-Fetch-Site", "none"]]],
    [
      "its own page",
      [
        ["Sec-Fetch-Site", "same-origin"],
        ["Origin", `http://${host}`],
      ],
    ],
  ] as [string, HeaderList][])("lets %s read and write", (_, headers) => {
    expect(ask(headers)).toBeUndefined();
    expect(ask([...headers, json], { method: "POST" })).toBeUndefined();
  });

  it.each([
    ["another site's page", [["Sec-Fetch-Site", "cross-site"]]],
    [
      "a page that the loopback serves",
      [
        ["Sec-Fetch-Site", "same-site"],
        ["Origin", "http://localhost:8080"],
      ],
    ],
    ["a script of another site in an old browser", [["Origin", "https://evil.example"]]],
    ["a sandboxed frame", [["Origin", "null"]]],
    [
      "a link that another site makes the browser follow",
      [
        ["Sec-Fetch-Site", "cross-site"],
        ["Sec-Fetch-Mode", "navigate"],
        ["Sec-Fetch-Dest", "document"],
      ],
    ],
    ["a page by HTTPS", [["Origin", "https://inspector.localhost:8080"]]],
  ] as [string, HeaderList][])("refuses %s", (_, headers) => {
    expect(ask(headers)).toBeDefined();
    expect(ask([...headers, json], { method: "POST" })).toBeDefined();
  });

  it("lets any site link to the page itself, but not embed it", () => {
    const navigates: HeaderList = [
      ["Sec-Fetch-Site", "cross-site"],
      ["Sec-Fetch-Mode", "navigate"],
    ];
    expect(ask([...navigates, ["Sec-Fetch-Dest", "document"]], { isPage: true })).toBeUndefined();
    expect(ask([...navigates, ["Sec-Fetch-Dest", "iframe"]], { isPage: true })).toBeDefined();
    expect(
      ask(
        [
          ["Sec-Fetch-Site", "cross-site"],
          ["Sec-Fetch-Mode", "no-cors"],
        ],
        { isPage: true },
      ),
    ).toBeDefined();
  });

  it.each([
    "evil.example:8080",
    "127.0.0.1:8080",
    "[::1]:8080",
    "inspector.localhost",
    "inspector.localhost:9999",
    "inspector.localhost.evil.example:8080",
  ])("refuses the host %s", (other) => expect(ask([], { host: other })).toContain(other));

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "refuses to write %s",
    (type) => expect(ask([["Content-Type", type]], { method: "POST" })).toContain("application/json"),
  );
});
