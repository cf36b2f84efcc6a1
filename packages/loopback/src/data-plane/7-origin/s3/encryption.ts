import type { OriginResponse, S3Caller } from "../../base/origin.ts";
import { headerOf } from "../../http/headers.ts";
import { evaluatePolicy } from "../resource-policy.ts";
import { contextOf, principalsOf } from "./access.ts";
import type { BucketReader } from "./bucket-rules.ts";

/**
 * True if a caller may decrypt the object that S3 answers with. An object that a KMS key encrypts needs `kms:Decrypt` in
 * the key's policy; only requests of an origin access control can have it.
 * @param owner the bucket's account and region
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permission-to-access-s3
 */
export async function mayDecrypt(
  { headers }: OriginResponse,
  caller: S3Caller,
  owner: { readonly account: string; readonly region: string },
  keyPolicy: BucketReader["keyPolicy"],
): Promise<boolean> {
  if (headerOf(headers, "x-amz-server-side-encryption")?.startsWith("aws:kms") !== true) return true;
  const id = headerOf(headers, "x-amz-server-side-encryption-aws-kms-key-id");
  // Without a key of the customer's, it is AWS's own for S3, whose policy does not name CloudFront.
  if (caller.type !== "distribution" || id === undefined) return false;
  const key = await keyPolicy(id, owner);
  if (key === undefined) return false;
  const request = {
    principals: principalsOf(caller),
    action: "kms:Decrypt",
    resource: key.arn,
    context: contextOf(caller, { secure: true }),
  };
  return evaluatePolicy(key.policy, request) === "allowed";
}
