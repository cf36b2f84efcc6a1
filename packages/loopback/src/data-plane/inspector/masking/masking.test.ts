import { describe, expect, it } from "vitest";
import { maskHeader, maskUrl } from "./mask-http.ts";
import { createMask } from "./mask-texts.ts";
import { isSecretHeader, isSecretName } from "./secret-names.ts";
import { unmaskHeaders, unmaskText } from "./unmask.ts";

describe("Names of secrets", () => {
  it.each([
    "token",
    "access_token",
    "id-token",
    "X-Amz-Signature",
    "apiKey",
    "api_key",
    "client_secret",
    "Signature",
    "code",
    "sessionid",
  ])("'%s' is one", (name) => expect(isSecretName(name)).toBe(true));
  it.each(["page", "color", "keyword", "q", "country", "Key-Pair-Id", "tokenize", "codec"])("'%s' is not", (name) =>
    expect(isSecretName(name)).toBe(false),
  );
  it("separate secret headers from public ones", () => {
    expect(["authorization", "cookie", "x-api-key", "x-auth-token", "x-shared-secret"].every(isSecretHeader)).toBe(
      true,
    );
    expect(["content-security-policy", "accept", "host", "etag", "cache-control"].some(isSecretHeader)).toBe(false);
  });
});

describe("Masks", () => {
  it.each([
    ["Authorization", "Bearer abcdef", "Bearer ‹hidden:6›"],
    ["Authorization", "abc", "‹hidden:3›"],
    ["Cookie", "a=1; session=x=y", "a=‹hidden:1›; session=‹hidden:3›"],
    ["Set-Cookie", "s=secret; Path=/; HttpOnly", "s=‹hidden:6›; Path=/; HttpOnly"],
    ["X-Api-Key", "k", "‹hidden:1›"],
    ["X-Origin-Verify", "shared", "‹hidden:6›"],
    ["Location", "/callback?code=abc&state=1", "/callback?code=‹hidden:3›&state=1"],
    ["Accept", "text/html", "text/html"],
  ])("of %s: %s", (name, value, shown) => {
    expect(maskHeader(name, value, (other) => other === "x-origin-verify")).toBe(shown);
  });

  it("keep names and other values of a query", () => {
    expect(maskUrl("/a?page=2&access_token=abc&token#x")).toBe("/a?page=2&access_token=‹hidden:3›&token#x");
  });

  it("cover known secrets and credentials in every text of a value", () => {
    const mask = createMask(["hunter2hunter2", "abc"]);
    const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    expect(mask({ logs: ["user hunter2hunter2", `got ${token}`, "abc"], status: 200 })).toEqual({
      logs: ["user ‹hidden:14›", `got ‹hidden:${token.length}›`, "abc"],
      status: 200,
    });
  });
});

describe("Unmasking", () => {
  const original = [
    ["Cookie", "theme=dark; session=topsecret"],
    ["Authorization", "Bearer abcdef"],
    ["X-Note", "by topsecret"],
    ["Accept", "*/*"],
  ] as const;
  const mask = createMask(["topsecret"]);
  const shown = (name: string, value: string) => mask(maskHeader(name, value));
  const shownUrl = (url: string) => mask(maskUrl(url));

  it("restores what was masked", () => {
    const masked = original.map(([name, value]) => ({ name, value: shown(name, value) }));
    expect(unmaskHeaders(masked, original, shown)).toEqual(original);
    for (const url of ["/a?page=2&token=a%2Fb&token=c", "/topsecret/b?x=topsecret&token=c"]) {
      expect(shownUrl(url)).toContain("‹");
      expect(unmaskText(shownUrl(url), url, shownUrl(url))).toBe(url);
    }
  });

  it("restores the masks that are left after an edit, and no others", () => {
    const edited = [
      { name: "cookie", value: "session=‹hidden:9›; theme=light; other=‹hidden:3›" },
      { name: "x-note", value: "for ‹hidden:9›" },
      { name: "X-New", value: "‹hidden:9›" },
    ];
    expect(unmaskHeaders(edited, original, shown)).toEqual([
      ["cookie", "session=topsecret; theme=light; other=‹hidden:3›"],
      ["x-note", "for topsecret"],
      ["X-New", "‹hidden:9›"],
    ]);
  });

  it.each([
    ["/b?page=3&token=‹hidden:1›", "/a?token=x&page=2", "/b?page=3&token=x"],
    ["/c/‹hidden:9›/d?token=‹hidden:1›", "/topsecret/b?token=x", "/c/topsecret/d?token=x"],
    ["/b?token=‹hidden:2›&key=‹hidden:2›", "/b?key=k1&token=t1", "/b?token=t1&key=k1"],
    ["/b?token=‹hidden:3›", "/b?key=abc", "/b?token=‹hidden:3›"],
  ])("of the edited URL %s, from %s", (edited, url, restored) => {
    expect(unmaskText(edited, url, shownUrl(url))).toBe(restored);
  });
});
