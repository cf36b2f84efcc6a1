import { LoopbackError } from "../../loopback-error.ts";
import type { MotoGateway } from "../gateway.ts";
import { ownRequest } from "../request/request.ts";

/** A bucket, with its region and account. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly account: string;
}

/**
 * Creates a bucket in moto unless it exists. An S3 backend needs its bucket before `terraform init`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export async function ensureBucket(moto: MotoGateway, { name, region, account }: Bucket): Promise<void> {
  const path = `/${encodeURIComponent(name)}`;
  // Checked first, so that an existing bucket causes no write in the journal.
  if ((await moto.send(ownRequest({ account, region, service: "s3", method: "HEAD", path }))).status === 200) {
    return;
  }
  // S3 has no location constraint for us-east-1.
  const body =
    region === "us-east-1"
      ? ""
      : `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  const { status, body: answered } = await moto.send(
    ownRequest({ account, region, service: "s3", method: "PUT", path, body }),
  );
  const text = answered.toString();
  if (status !== 200 && !/<Code>BucketAlready(OwnedByYou|Exists)<\/Code>/.test(text)) {
    throw new LoopbackError(`moto did not create the bucket '${name}' in ${region}: ${status} ${text}`);
  }
}
