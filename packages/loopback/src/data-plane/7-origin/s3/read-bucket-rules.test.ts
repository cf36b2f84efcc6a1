import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MotoGateway, openGateway } from "../../../moto/gateway.ts";
import { ownRequest } from "../../../moto/request/request.ts";
import { type Moto, startMoto } from "../../../moto/server/moto.ts";
import { putToS3 } from "../../testing/put-to-s3.ts";
import type { BucketRulesReader } from "./bucket-rules.ts";
import { readBucketRules } from "./read-bucket-rules.ts";

const account = "123456789012";
const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";
let moto: Moto;
let gateway: MotoGateway;
let reader: BucketRulesReader;
let reads = 0;

beforeAll(async () => {
  moto = await startMoto(process.env);
  gateway = openGateway({ moto: moto.address, log: () => {}, written: (request) => reader.written(request) });
  reader = readBucketRules((request) => {
    reads += 1;
    return gateway.send(request);
  });
});

afterAll(() => moto.close());

const put = (path: string, body?: string, headers?: readonly string[]) => putToS3(gateway, { path, body, headers });

describe("readBucketRules", () => {
  it("reads a bucket's settings from moto, and again after each change", async () => {
    await put("/site");
    expect(await reader.rules("site", account)).toMatchObject({
      policy: undefined,
      publicAccessBlock: { ignorePublicAcls: false, restrictPublicBuckets: false },
      aclsDisabled: false,
    });
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }] };
    await put("/site?policy", JSON.stringify(policy));
    await put(
      "/site?publicAccessBlock",
      `<PublicAccessBlockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><BlockPublicAcls>false</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>false</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>`,
    );
    await put(
      "/site?ownershipControls",
      `<OwnershipControls xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>`,
    );
    expect(await reader.rules("site", account)).toMatchObject({
      policy,
      publicAccessBlock: { ignorePublicAcls: true, restrictPublicBuckets: true },
      aclsDisabled: true,
    });
  });

  it("does not read them again as long as they don't change", async () => {
    await reader.rules("site", account);
    const before = reads;
    await reader.rules("site", account);
    expect(reads).toBe(before);
  });

  it("returns undefined for a bucket that does not exist", async () => {
    expect(await reader.rules("missing", account)).toBeUndefined();
  });

  it("reads the access control lists of a bucket and of an object", async () => {
    await put("/open", "", ["x-amz-acl", "public-read"]);
    await put("/open/a%20b", "text", ["x-amz-acl", "public-read"]);
    const grant = { grantee: everyone, permission: "READ" };
    expect((await reader.rules("open", account))?.grants).toContainEqual(grant);
    expect(await reader.objectGrants("open", "a b", account)).toContainEqual(grant);
    expect(await reader.objectGrants("open", "missing", account)).toEqual([]);
  });

  it("is needed, since moto returns objects whatever a policy's conditions say", async () => {
    const statement = { Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::conditional/*" };
    const policy = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Deny", ...statement, Condition: { Bool: { "aws:SecureTransport": "false" } } },
        { Effect: "Allow", ...statement, Condition: { StringEquals: { "AWS:SourceArn": "arn" } } },
      ],
    };
    await put("/conditional");
    await put("/conditional/before", "text");
    await put("/conditional?policy", JSON.stringify(policy));
    await put("/conditional/before", "other text");
    const read = ownRequest({ account, region: "us-east-1", service: "s3", path: "/conditional/before" });
    expect((await gateway.send(read)).body.toString()).toBe("other text");
    expect((await reader.rules("conditional", account))?.policy).toEqual(policy);
  });
});
