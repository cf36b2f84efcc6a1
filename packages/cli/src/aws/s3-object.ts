import { request as httpsRequest } from "node:https";
import { text as readText } from "node:stream/consumers";
import { STSClient } from "@aws-sdk/client-sts";
import { AwsAgent } from "./agent.ts";
import { type Credentials, signForS3 } from "./signature-v4.ts";
import type { AwsTarget } from "./target.ts";

export interface ObjectLocation {
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
}

/** An object's text, and the tag by which a later write can require that it has not changed. */
interface ObjectVersion {
  readonly text: string;
  readonly etag: string;
}

/** One object in S3. */
export interface S3Object {
  /** @returns undefined if there is no such object */
  read(): Promise<ObjectVersion | undefined>;
  /**
   * Writes the object if it still is the version that was read.
   * @param expected - The tag of that version; undefined: there must be no object.
   * @returns false if it is another version now
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
   */
  write(text: string, expected: string | undefined): Promise<boolean>;
}

/**
 * An object in S3, by the target's credentials.
 * @param env - The caller's environment variables.
 */
export function s3Object(
  location: ObjectLocation,
  env: NodeJS.ProcessEnv,
  { variables }: Pick<AwsTarget, "variables">,
): S3Object {
  const { bucket, region, key } = location;
  const host = `${bucket}.s3.${region}.amazonaws.com`;
  const path = `/${key.split("/").map(encodeURIComponent).join("/")}`;
  const send = async (method: "GET" | "PUT", headers: Readonly<Record<string, string>>, body = "") => {
    const credentials = await findCredentials(region, variables);
    const signed = signForS3({ method, host, path, headers, body, region, date: new Date() }, credentials);
    return exchange({ method, host, path, headers: signed, body }, new AwsAgent({ ...env, ...variables }));
  };
  const failure = (what: string, { status, text }: Answer) =>
    new Error(`S3 did not ${what} s3://${bucket}/${key}: ${status} ${/<Code>(.*?)<\/Code>/.exec(text)?.[1] ?? ""}`);
  return {
    async read() {
      const answer = await send("GET", {});
      if (answer.status === 404 && !answer.text.includes("NoSuchBucket")) return undefined;
      if (answer.status !== 200) throw failure("read", answer);
      return { text: answer.text, etag: answer.etag };
    },
    async write(text, expected) {
      const condition = expected === undefined ? { "if-none-match": "*" } : { "if-match": expected };
      const answer = await send("PUT", { ...condition, "content-type": "application/json" }, text);
      // 409: another conditional write was under way at the same time.
      if (answer.status === 412 || answer.status === 409) return false;
      if (answer.status !== 200) throw failure("write", answer);
      return true;
    },
  };
}

/**
 * Counts the objects of a bucket, without their earlier versions.
 * @param env - The caller's environment variables.
 * @throws Error when S3 does not list them
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function countObjects(
  { bucket, region }: Pick<ObjectLocation, "bucket" | "region">,
  env: NodeJS.ProcessEnv,
  { variables }: Pick<AwsTarget, "variables">,
): Promise<number> {
  const host = `${bucket}.s3.${region}.amazonaws.com`;
  const credentials = await findCredentials(region, variables);
  const agent = new AwsAgent({ ...env, ...variables });
  let count = 0;
  let token: string | undefined;
  do {
    const query = `${token === undefined ? "" : `continuation-token=${encodeURIComponent(token)}&`}list-type=2`;
    const request = { method: "GET", host, path: "/", query, headers: {}, body: "", region, date: new Date() };
    const headers = signForS3(request, credentials);
    const { status, text } = await exchange({ ...request, path: `/?${query}`, headers }, agent);
    if (status !== 200) throw new Error(`S3 did not list s3://${bucket}: ${status}`);
    count += text.match(/<Contents>/g)?.length ?? 0;
    token = /<NextContinuationToken>([^<]+)</.exec(text)?.[1];
  } while (token !== undefined);
  return count;
}

/** The loopback's credentials; on AWS, those that the SDK finds by itself. */
async function findCredentials(region: string, variables: AwsTarget["variables"]): Promise<Credentials> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables;
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey };
  const client = new STSClient({ region });
  try {
    return await client.config.credentials();
  } finally {
    client.destroy();
  }
}

interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly text: string;
}

interface Exchange {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function exchange({ body, ...options }: Exchange, agent: AwsAgent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...options.headers, "content-length": String(Buffer.byteLength(body)) };
    const sent = httpsRequest({ ...options, headers, agent, timeout: 30_000 }, (response) => {
      const { statusCode: status = 0, headers: received } = response;
      readText(response).then((text) => resolve({ status, etag: String(received.etag ?? ""), text }), reject);
    });
    sent.once("timeout", () => sent.destroy(new Error(`${options.host} did not answer within 30 seconds`)));
    sent.once("error", reject);
    sent.end(body);
  });
}
