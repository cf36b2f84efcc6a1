import { describe, expect, it } from "vitest";
import { isPermissionsFile, missingPermissions } from "./missing-permissions.ts";

const policy = (name: string, statements: readonly object[]) => ({
  type: "aws_iam_policy",
  instances: [{ attributes: { name, policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) } }],
});
const role = "featheredge-prod-apply";
const bucket = "arn:aws:s3:::prod-*";
const wanted = (...actions: string[]) => JSON.stringify({ [role]: [{ actions, resources: [bucket] }] });
const stored = (...resources: object[]) => JSON.stringify({ version: 4, resources });

describe("the permissions that a foundation's roles lack", () => {
  it("are the actions that the policies in its state do not allow, whatever the policies are divided into", () => {
    const state = stored(
      { type: "aws_s3_bucket", instances: [{ attributes: { bucket: "states", policy: null } }] },
      policy(role, [{ Effect: "Allow", Action: "s3:CreateBucket", Resource: bucket }]),
      policy(`${role}-2`, [{ Effect: "Allow", Action: ["s3:DeleteBucket"], Resource: [bucket] }]),
      policy("featheredge-prod-apply-dns", [{ Effect: "Allow", Action: "s3:PutObject", Resource: bucket }]),
    );
    expect(missingPermissions(wanted("s3:CreateBucket", "s3:DeleteBucket"), state)).toEqual([]);
    expect(missingPermissions(wanted("s3:PutObject", "s3:DeleteBucket", "s3:PutBucketTagging"), state)).toEqual([
      { role, actions: ["s3:PutBucketTagging", "s3:PutObject"] },
    ]);
  });

  it("are those of which a resource is missing", () => {
    const state = stored(
      policy(role, [{ Effect: "Allow", Action: "s3:CreateBucket", Resource: "arn:aws:s3:::other" }]),
    );
    expect(missingPermissions(wanted("s3:CreateBucket"), state)).toEqual([{ role, actions: ["s3:CreateBucket"] }]);
  });

  it("are read from a file of a strict form", () => {
    expect(isPermissionsFile(wanted("s3:CreateBucket"))).toBe(true);
    for (const text of ["", "[]", '{"role":[{"actions":["s3:x\\n# y"],"resources":[]}]}', '{"a b":[]}']) {
      expect(isPermissionsFile(text), text).toBe(false);
    }
  });

  it("are not those that a policy denies", () => {
    const state = stored(policy(role, [{ Effect: "Deny", Action: "s3:CreateBucket", Resource: bucket }]));
    expect(missingPermissions(wanted("s3:CreateBucket"), state)).toEqual([{ role, actions: ["s3:CreateBucket"] }]);
  });
});
