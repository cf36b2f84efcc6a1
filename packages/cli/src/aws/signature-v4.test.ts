import { expect, it } from "vitest";
import { signForS3 } from "./signature-v4.ts";

it("signs as in AWS's example of a GET of an object", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
  const headers = signForS3(
    {
      method: "GET",
      host: "examplebucket.s3.amazonaws.com",
      path: "/test.txt",
      headers: { Range: "bytes=0-9" },
      body: "",
      region: "us-east-1",
      date: new Date("2013-05-24T00:00:00Z"),
    },
    { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  );
  expect(headers.authorization).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, " +
      "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, " +
      "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
});

it("signs the token of temporary credentials, too", () => {
  const request = {
    method: "PUT",
    host: "b.s3.amazonaws.com",
    path: "/k",
    headers: {},
    body: "{}",
    region: "eu-west-1",
  };
  const headers = signForS3(
    { ...request, date: new Date(0) },
    { accessKeyId: "A", secretAccessKey: "s", sessionToken: "token" },
  );
  expect(headers["x-amz-security-token"]).toBe("token");
  expect(headers.authorization).toContain("x-amz-date;x-amz-security-token,");
});
