import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

describe("the security headers' config", () => {
  test("writes the values out", () => {
    const { set } = config.parse({
      contentSecurityPolicy: { "default-src": ["'self'", "https://cdn.example.com"], "upgrade-insecure-requests": [] },
      permissionsPolicy: { camera: [], fullscreen: ["*"], usb: ["self", "https://a.example"] },
      crossOriginEmbedderPolicy: "require-corp",
    });
    expect(set).toEqual([
      { name: "strict-transport-security", value: "max-age=31536000; includeSubDomains" },
      {
        name: "content-security-policy",
        value: "default-src 'self' https://cdn.example.com; upgrade-insecure-requests",
      },
      { name: "referrer-policy", value: "strict-origin-when-cross-origin" },
      { name: "x-content-type-options", value: "nosniff" },
      { name: "x-frame-options", value: "DENY" },
      { name: "permissions-policy", value: 'camera=(), fullscreen=*, usb=(self "https://a.example")' },
      { name: "cross-origin-embedder-policy", value: "require-corp" },
    ]);
  });

  test("accepts hosts, nonces and hashes as sources, and the tokens of a sandbox", () => {
    const contentSecurityPolicy = {
      "script-src": ["'self'", "'nonce-abc'", "'sha256-abc='", "self.example.com", "https:"],
      sandbox: ["allow-scripts"],
    };
    expect(config.safeParse({ contentSecurityPolicy }).success).toBe(true);
  });

  test.each([
    ["to strip a header that CloudFront guards", { strip: ["via"] }, /CloudFront lets no function remove/],
    ["to strip all headers", { strip: ["*"] }, /a header's name/],
    ["to strip by a start that takes a guarded header along", { strip: ["content-*"] }, /lets no function/],
    ["to strip by a start that is guarded", { strip: ["x-edge-location"] }, /lets no function/],
    ["to strip a header in capitals", { strip: ["Server"] }, /lower case/],
    [
      "to preload for less than a year",
      { strictTransportSecurity: { maxAgeSeconds: 60, preload: true } },
      /hstspreload/,
    ],
    ["a source that ends its directive", { contentSecurityPolicy: { "img-src": ["a; script-src *"] } }, /one source/],
    ["a source with a line break", { contentSecurityPolicy: { "img-src": ["a\r\nx:1"] } }, /one source/],
    ["a directive that does not exist", { contentSecurityPolicy: { "script-scr": ["'self'"] } }, /not a directive/],
    ["a keyword without quotes", { contentSecurityPolicy: { "script-src": ["unsafe-inline"] } }, /without quotes/],
    ["a nonce without quotes", { contentSecurityPolicy: { "script-src": ["nonce-abc"] } }, /without quotes/],
    ["a misspelled keyword", { contentSecurityPolicy: { "default-src": ["'slef'"] } }, /not a keyword/],
    ["a feature for an origin that is not valid", { permissionsPolicy: { camera: ["example.com"] } }, /https origin/],
    ["an unknown key", { contentSecurity: {} }, /contentSecurity/],
  ])("refuses %s", (_, value, message) => {
    expect(() => config.parse(value)).toThrow(message);
  });
});
