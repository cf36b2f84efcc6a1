import { describe, expect, it } from "vitest";
import { checkErrorResponse } from "../distributions/error-pages.ts";
import { certificateNamesFor, checkCoverage, isCovered } from "./certificates.ts";
import { zoneOf } from "./hosted-zones.ts";

describe("the names of a certificate", () => {
  it.each([
    ["example.com", ["example.com"], true],
    ["WWW.example.com", ["*.Example.com"], true],
    ["example.com", ["*.example.com"], false],
    ["a.b.example.com", ["*.example.com"], false],
    ["a.b.example.com", ["*.b.example.com"], true],
    ["*.example.com", ["*.example.com"], true],
    ["*.example.com", ["example.com", "www.example.com"], false],
    ["*.b.example.com", ["*.example.com"], false],
    ["xexample.com", ["example.com"], false],
  ])("for the alias %s, %j: %j", (alias, names, expected) => {
    expect(isCovered(alias, names)).toBe(expected);
  });

  it("are reported with every alias that they don't cover", () => {
    expect(checkCoverage(["a.example.com"], ["*.example.com"])).toBeUndefined();
    expect(checkCoverage(["example.com", "a.b.example.com"], ["*.example.com"])).toMatchObject({
      rule: "FE-DST-037",
      message: "The certificate for *.example.com does not cover example.com, a.b.example.com. '*' covers one label.",
    });
  });
});

describe("the hosted zone of a name", () => {
  it("has the longest name that the name ends with, at a dot", () => {
    const zones = ["example.com", "shop.example.com", "example.org."];
    expect(zoneOf("example.com", zones)).toBe("example.com");
    expect(zoneOf("*.shop.example.com", zones)).toBe("shop.example.com");
    expect(zoneOf("a.example.org", zones)).toBe("example.org.");
    expect(zoneOf("notexample.com", zones)).toBeUndefined();
  });
});

describe("a custom error response", () => {
  const app = { errorCode: 404, responseCode: 200, responsePagePath: "/index.html" };

  it("is a warning where it changes the status of a server that the page is not for", () => {
    expect(checkErrorResponse(app, ["orders"])).toMatchObject({
      rule: "FE-DST-038",
      severity: "warning",
      message: "/index.html with status 200 also replaces the 404 of orders: error responses apply to all behaviors.",
    });
    expect(checkErrorResponse({ ...app, errorCode: 403, responseCode: 404 }, ["orders"])?.fix).toContain("403");
    expect(checkErrorResponse(app, [])).toBeUndefined();
    expect(checkErrorResponse({ ...app, responseCode: 404 }, ["orders"])).toBeUndefined();
  });
});

describe("the names that a certificate gets", () => {
  it("are the aliases that the domain name doesn't cover, unless the options name others", () => {
    const aliases = ["example.com", "www.example.com", "a.b.example.com"];
    expect(certificateNamesFor({}, aliases)).toEqual(aliases);
    expect(certificateNamesFor({ domainName: "*.example.com" }, aliases)).toEqual([
      "*.example.com",
      "example.com",
      "a.b.example.com",
    ]);
    expect(certificateNamesFor({}, [])).toEqual([]);
    expect(certificateNamesFor({ subjectAlternativeNames: [] }, aliases)).toEqual(["example.com"]);
  });
});
