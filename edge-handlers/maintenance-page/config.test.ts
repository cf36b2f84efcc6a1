import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

describe("the maintenance page's config", () => {
  test("is off, with a page, for everyone, by default", async () => {
    const parsed = config.parse({});
    expect(await parsed.on.get()).toBe(false);
    expect(parsed).toMatchObject({ retryAfterSeconds: 600, allow: { addresses: { ranges: [], exact: [] } } });
    expect(parsed.page).toContain("<h1>");
  });

  test("takes addresses and networks", () => {
    const addresses = ["203.0.113.9", "198.51.100.77/24", "0.0.0.0/0", "2001:DB8:0:0::1"];
    expect(config.parse({ allow: { addresses } }).allow.addresses).toEqual({
      ranges: [
        [3405803785, 3405803785],
        [3325256704, 3325256959],
        [0, 4294967295],
      ],
      exact: ["2001:db8::1"],
    });
  });

  test.each([
    ["a host name", { allow: { addresses: ["office.example.com"] } }, /an IPv4 or IPv6 address/],
    ["an IPv6 network", { allow: { addresses: ["2001:db8::/32"] } }, /an IPv4 or IPv6 address/],
    ["a network of 33 bits", { allow: { addresses: ["10.0.0.0/33"] } }, /an IPv4 or IPv6 address/],
    ["a cookie that is easy to guess", { allow: { cookie: { name: "team", value: "yes" } } }, /hard to guess/],
    ["a switch in text", { on: "true" }, /boolean/],
    ["a page that takes all of the function", { page: "x".repeat(6001) }, /page/],
    ["an unknown key", { enabled: true }, /enabled/],
  ])("refuses %s", (_, value, message) => {
    expect(() => config.parse(value)).toThrow(message);
  });
});
