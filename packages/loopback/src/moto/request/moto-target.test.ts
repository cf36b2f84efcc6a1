import { describe, expect, it } from "vitest";
import { motoTarget } from "./moto-target.ts";

const site = "site.s3.eu-west-1.amazonaws.com";

describe("a request to moto", () => {
  it.each([
    [site, "/", "/site"],
    [site, "/?list-type=2&prefix=a+b", "/site?list-type=2&prefix=a+b"],
    [site, "/moto-api/data.json", "/site/moto-api/data.json"],
    [site, "//moto-api/reset", "/site//moto-api/reset"],
    [site, "/%6doto-api/reset", "/site/%6doto-api/reset"],
    [site, "/favicon.ico", "/site/favicon.ico"],
    [site, "/latest/meta-data/iam", "/site/latest/meta-data/iam"],
    [site, "/v20180820/x", "/site/v20180820/x"],
    [site, "//lead", "/site//lead"],
    [site, "/a+b", "/site/a%20b"],
    [site, "/a%2Bb", "/site/a%2Bb"],
    [site, "/a;b#c", "/site/a%3Bb%23c"],
    ["a.b.s3.dualstack.eu-west-1.amazonaws.com:443", "/k", "/a.b/k"],
    ["www.site.s3-fips.dualstack.eu-west-1.amazonaws.com", "/k", "/www.site/k"],
    ["s3.eu-west-1.amazonaws.com", "/site/k", "/site/k"],
  ])("has the bucket of %s%s in its path", (host, path, expected) => {
    expect(motoTarget({ host, path })).toEqual({ host: "s3.eu-west-1.amazonaws.com", path: expected });
  });

  it.each([
    ["site.s3.amazonaws.com", "s3.amazonaws.com"],
    ["site.s3-accelerate.dualstack.amazonaws.com", "s3.amazonaws.com"],
    ["site.s3-us-west-2.amazonaws.com", "s3.us-west-2.amazonaws.com"],
  ])("goes to the endpoint in path style of %s", (host, expected) => {
    expect(motoTarget({ host, path: "/k" })).toEqual({ host: expected, path: "/site/k" });
  });

  it.each([
    ["sts.amazonaws.com", "/?Action=GetCallerIdentity;x"],
    ["123456789012.s3-control.eu-west-1.amazonaws.com", "/v20180820/bucket/site"],
    ["abc.execute-api.eu-west-1.amazonaws.com", "/prod/latest/api/users"],
  ])("stays as it is for %s%s, which is not S3", (host, path) => {
    expect(motoTarget({ host, path })).toEqual({ host, path });
  });

  it.each([
    ["sts.amazonaws.com", "/moto-api/reset"],
    ["sts.amazonaws.com", "//moto-api/reset"],
    ["sts.amazonaws.com", "////moto-api/reset?x"],
    ["sts.amazonaws.com", "/%6d%6Fto-api/reset"],
    ["sts.amazonaws.com", "/%2Fmoto-api/reset"],
    ["sts.amazonaws.com", "/moto-apix"],
    ["sts.amazonaws.com", "/favicon.ico#x"],
    ["abc.execute-api.eu-west-1.amazonaws.com", "/latest/api/users"],
    ["abc.execute-api.eu-west-1.amazonaws.com", "/latest/meta-data/"],
    ["s3.amazonaws.com", "/moto-api/reset"],
    ["moto-api.s3.amazonaws.com", "/reset"],
    ["favicon.ico.s3.amazonaws.com", "/"],
    ["latest.s3.amazonaws.com", "/meta-data/iam"],
    ["s3.amazonaws.com", "/v20180820/bucket/site"],
    ["sts.amazonaws.com", "http://s3.amazonaws.com/moto-api/reset"],
    ["sts.amazonaws.com", "*"],
    ["sts.amazonaws.com", ""],
  ])("is rejected for %s%s, which moto reserves", (host, path) => {
    expect(motoTarget({ host, path })).toEqual({ refused: expect.stringMatching(/moto reserves|must be a path/) });
  });
});
