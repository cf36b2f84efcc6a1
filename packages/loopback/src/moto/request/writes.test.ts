import { describe, expect, it } from "vitest";
import type { MotoRequest } from "./request.ts";
import { contactOf, isWrite } from "./writes.ts";

const made = (method: string, path: string, headers: readonly string[] = [], body = ""): MotoRequest => ({
  method,
  path,
  headers,
  body: Buffer.from(body),
});
const form = (body: string) =>
  made("POST", "/", ["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"], body);
const json = (target: string) => made("POST", "/", ["X-Amz-Target", target], "{}");

describe("distinguishing reads from writes", () => {
  it.each([
    ["S3's GET", made("GET", "/bucket/key")],
    ["HEAD", made("HEAD", "/bucket")],
    ["Lambda's GET", made("GET", "/2015-03-31/functions/f/configuration?Qualifier=1")],
    ["IAM by form", form("Action=GetRole&RoleName=r&Version=2010-05-08")],
    ["a form whose action comes last", form("Version=2010-05-08&Action=ListRoles")],
    ["SSM by target", json("AmazonSSM.GetParameter")],
    ["DynamoDB's reading transaction", json("DynamoDB_20120810.TransactGetItems")],
    ["Smithy's RPC", made("POST", "/service/GraniteServiceVersion20100801/operation/DescribeAlarms")],
    ["an invocation", made("POST", "/2015-03-31/functions/f/invocations")],
  ])("takes %s for a read", (_, request) => {
    expect(isWrite(request)).toBe(false);
  });

  it.each([
    ["S3's PUT", made("PUT", "/bucket/key")],
    ["a part of an upload", made("PUT", "/bucket/key?partNumber=1&uploadId=u")],
    ["the end of an upload", made("POST", "/bucket/key?uploadId=u")],
    ["a select", made("POST", "/bucket/key?select&select-type=2")],
    ["DELETE", made("DELETE", "/bucket/key")],
    ["IAM by form", form("Action=CreateRole&RoleName=GetRole")],
    ["IAM by query", made("GET", "/?Action=CreateUser&UserName=u&Version=2010-05-08")],
    ["SSM by target", json("AmazonSSM.PutParameter")],
    ["an action that only begins like a read", json("Example.GetawayCar")],
    ["an action that is not known", json("Example.Frobnicate")],
    ["taking on a role", form("Action=AssumeRole&RoleArn=r")],
    ["a new version of a function", made("POST", "/2015-03-31/functions/f/versions")],
  ])("takes %s for a write", (_, request) => {
    expect(isWrite(request)).toBe(true);
  });
});

describe("the service of a request", () => {
  it("is read from its signature", () => {
    const signed = "AWS4-HMAC-SHA256 Credential=123456789012/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host";
    expect(contactOf(made("POST", "/", ["Authorization", signed]))).toBe("123456789012/eu-west-1/ec2");
    expect(contactOf(made("GET", "/"))).toBeUndefined();
  });
});
