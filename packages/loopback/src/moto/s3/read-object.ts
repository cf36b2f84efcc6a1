import { type MotoAnswer, type MotoRequest, ownRequest } from "../request/request.ts";

/**
 * Reads an object of S3 as text.
 * @param arn - `arn:aws:s3:::bucket/key`.
 * @returns `undefined` when the object does not exist or the account may not read it.
 */
export async function readObject(
  account: string,
  arn: string,
  send: (request: MotoRequest) => Promise<MotoAnswer>,
): Promise<string | undefined> {
  const [, bucket, key] = /^arn:aws:s3:::([^/]+)\/(.+)$/.exec(arn) ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  const path = `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
  const { status, body } = await send(ownRequest({ account, region: "us-east-1", service: "s3", path }));
  return status === 200 ? body.toString() : undefined;
}
