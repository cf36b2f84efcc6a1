import { describe, expect, it } from "vitest";
import type { S3Caller } from "../../base/origin.ts";
import type { PolicyStatement } from "../resource-policy.ts";
import { mayAccess, oacCaller, refusedObject, type S3Access } from "./access.ts";
import type { BucketRules } from "./bucket-rules.ts";

const account = "123456789012";
const distribution: S3Caller = { type: "distribution", arn: `arn:aws:cloudfront::${account}:distribution/E1`, account };
const identity: S3Caller = { type: "identity", id: "E2", canonicalUserId: "abc" };
const anonymous: S3Caller = { type: "anonymous" };
const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";

const rules = (statements: PolicyStatement[], more: Partial<BucketRules> = {}): BucketRules => ({
  policy: { Statement: statements },
  grants: [],
  publicAccessBlock: { ignorePublicAcls: false, restrictPublicBuckets: false },
  aclsDisabled: false,
  ...more,
});
const get = (caller: S3Caller, more: Partial<S3Access> = {}): S3Access => ({
  caller,
  action: "s3:GetObject",
  bucket: "site",
  key: "a/b.html",
  secure: true,
  ...more,
});

/** AWS's example for an origin access control. */
const forDistribution = (sourceArn: string): PolicyStatement => ({
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::site/*",
  Condition: { StringEquals: { "AWS:SourceArn": sourceArn } },
});
const forAll: PolicyStatement = { Effect: "Allow", Principal: "*", Action: "s3:Get*", Resource: "arn:aws:s3:::site/*" };

describe("Access by an origin access control", () => {
  it("is granted to the distribution in the policy, for the policy's resources", () => {
    const named = rules([forDistribution(distribution.type === "distribution" ? distribution.arn : "")]);
    expect(mayAccess(named, get(distribution))).toBe(true);
    expect(mayAccess(named, get({ ...distribution, arn: `arn:aws:cloudfront::${account}:distribution/E9` }))).toBe(
      false,
    );
    expect(mayAccess(named, get(anonymous))).toBe(false);
    expect(mayAccess(named, get(distribution, { action: "s3:PutObject" }))).toBe(false);
    expect(mayAccess(named, get(distribution, { action: "s3:ListBucket" }))).toBe(false);
    expect(mayAccess(named, get(distribution, { bucket: "other" }))).toBe(false);
  });

  it("can be granted to a pattern of distributions, but not by an access control list", () => {
    const pattern = { ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/*` } };
    expect(mayAccess(rules([{ ...forDistribution(""), Condition: pattern }]), get(distribution))).toBe(true);
    const objectGrants = [{ grantee: everyone, permission: "READ" as const }];
    expect(mayAccess(rules([]), get(distribution, { objectGrants }))).toBe(false);
  });

  it("is signed always, never, or unless the viewer has signed", () => {
    const by = (signing: "always" | "never" | "no-override", viewerSigned: boolean) =>
      oacCaller(signing, { arn: "arn", account }, viewerSigned)?.type;
    expect([by("always", false), by("always", true)]).toEqual(["distribution", "distribution"]);
    expect([by("never", false), by("never", true)]).toEqual(["anonymous", undefined]);
    expect([by("no-override", false), by("no-override", true)]).toEqual(["distribution", undefined]);
  });

  it("is denied if one statement denies it, whatever another grants", () => {
    const insecure: PolicyStatement = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::site", "arn:aws:s3:::site/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const both = rules([insecure, { ...forDistribution(""), Condition: {} }]);
    expect(mayAccess(both, get(distribution))).toBe(true);
    expect(mayAccess(both, get(distribution, { secure: false }))).toBe(false);
  });

  it("with an unknown condition is not granted by Allow, and is denied by Deny", () => {
    const Condition = { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } };
    expect(mayAccess(rules([{ ...forAll, Condition }]), get(distribution))).toBe(false);
    expect(mayAccess(rules([forAll, { ...forAll, Effect: "Deny", Condition }]), get(distribution))).toBe(false);
  });
});

describe("Access by an origin access identity", () => {
  it.each([
    ["its ARN", { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2" }],
    ["its canonical user", { CanonicalUser: "abc" }],
  ])("is granted by %s", (_, Principal) => {
    const named = rules([{ ...forAll, Principal }]);
    expect([mayAccess(named, get(identity)), mayAccess(named, get(anonymous))]).toEqual([true, false]);
  });

  it("is granted by an object's access control list, unless those are disabled", () => {
    const access = get(identity, { objectGrants: [{ grantee: "abc", permission: "READ" }] });
    expect(mayAccess(rules([]), access)).toBe(true);
    expect(mayAccess(rules([], { aclsDisabled: true }), access)).toBe(false);
  });
});

describe("Anonymous access", () => {
  const block = (name: "ignorePublicAcls" | "restrictPublicBuckets") => ({
    publicAccessBlock: { ignorePublicAcls: false, restrictPublicBuckets: false, [name]: true },
  });

  it("is granted by a public policy, unless public buckets are restricted", () => {
    expect(mayAccess(rules([forAll]), get(anonymous))).toBe(true);
    expect(mayAccess(rules([forAll], block("restrictPublicBuckets")), get(anonymous))).toBe(false);
    expect(mayAccess(rules([forAll], block("restrictPublicBuckets")), get(distribution))).toBe(true);
  });

  it("is granted by a public access control list, unless those are ignored", () => {
    const access = get(anonymous, { objectGrants: [{ grantee: everyone, permission: "READ" }] });
    expect(mayAccess(rules([]), access)).toBe(true);
    expect(mayAccess(rules([], block("ignorePublicAcls")), access)).toBe(false);
    expect(mayAccess(rules([]), { ...access, action: "s3:PutObject" })).toBe(false);
  });

  it("lists a bucket that everyone may read", () => {
    const grants = [{ grantee: everyone, permission: "READ" as const }];
    expect(mayAccess(rules([], { grants }), get(anonymous, { action: "s3:ListBucket", key: "" }))).toBe(true);
    expect(mayAccess(rules([], { grants }), get(anonymous))).toBe(false);
  });
});

describe("S3's answer in place of an object", () => {
  const answer = (mayGet: boolean, mayList: boolean, exists: boolean) =>
    refusedObject({ mayGet, mayList, exists }, "a<b")?.body.match(/<Code>(\w+)</)?.[1];

  it("is 404 for a missing object only if the caller may list the bucket", () => {
    expect(answer(true, false, true)).toBeUndefined();
    expect(answer(true, true, false)).toBe("NoSuchKey");
    expect(answer(true, false, false)).toBe("AccessDenied");
    expect(answer(false, true, true)).toBe("AccessDenied");
    expect(refusedObject({ mayGet: true, mayList: true, exists: false }, "a<b")?.body).toContain("<Key>a&lt;b</Key>");
  });
});
