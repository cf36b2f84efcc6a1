import { describe, expect, it } from "vitest";
import { s3AddressOf } from "./s3-address.ts";

const read = (host: string, path: string) => s3AddressOf({ headers: ["Host", host], path });

describe("the address of a request to S3", () => {
  it.each([
    ["s3.eu-west-1.amazonaws.com", "/b/k/l%20m?x-id=PutObject"],
    ["s3.amazonaws.com", "/b/k/l%20m?x-id=PutObject"],
    ["b.s3.eu-west-1.amazonaws.com", "/k/l%20m?x-id=PutObject"],
    ["b.s3.amazonaws.com:443", "/k/l%20m?x-id=PutObject"],
    ["b.s3.dualstack.eu-west-1.amazonaws.com", "/k/l%20m?x-id=PutObject"],
  ])("is read from %s%s", (host, path) => {
    const address = read(host, path);
    expect(address).toMatchObject({ bucket: "b", key: "k/l m" });
    expect(address?.query.get("x-id")).toBe("PutObject");
  });

  it("may have a bucket with dots", () => {
    expect(read("a.b.c.s3.eu-west-1.amazonaws.com", "/?versioning")).toMatchObject({ bucket: "a.b.c", key: "" });
  });

  it.each(["iam.amazonaws.com", "123456789012.s3-control.us-east-1.amazonaws.com", "s3tables.us-east-1.amazonaws.com"])(
    "is undefined at %s",
    (host) => expect(read(host, "/b/k")).toBeUndefined(),
  );
});
