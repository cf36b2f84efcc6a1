import { request } from "node:http";
import { LoopbackError } from "../loopback-error.ts";

/** A bucket by name, in an account's region. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly account: string;
}

/**
 * Makes a bucket in moto; one that is there already is left as it is. An S3 backend needs its bucket before
 * `terraform init`.
 * @param port - moto's port on 127.0.0.1.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export function ensureBucket(port: number, { name, region, account }: Bucket): Promise<void> {
  // S3 has no location constraint for us-east-1.
  const body =
    region === "us-east-1"
      ? ""
      : `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  return new Promise((resolve, reject) => {
    const asked = request({
      host: "127.0.0.1",
      port,
      method: "PUT",
      path: `/${encodeURIComponent(name)}`,
      agent: false,
      headers: {
        host: `s3.${region}.amazonaws.com`,
        "content-length": Buffer.byteLength(body),
        "x-moto-account-id": account,
      },
    });
    asked.once("error", reject);
    asked.once("response", async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString();
      if (answer.statusCode === 200 || /<Code>BucketAlready(OwnedByYou|Exists)<\/Code>/.test(text)) {
        resolve();
      } else {
        reject(new LoopbackError(`moto did not make the bucket '${name}' in ${region}: ${answer.statusCode} ${text}`));
      }
    });
    asked.end(body);
  });
}
