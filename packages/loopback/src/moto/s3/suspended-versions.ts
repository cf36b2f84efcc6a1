import { headerOf, type MotoAnswer, type MotoRequest, ownRequest } from "../request/request.ts";
import { s3AddressOf } from "./s3-address.ts";

type Send = (request: MotoRequest) => Promise<MotoAnswer>;

/**
 * Sends a deletion of versions while the bucket's versioning is enabled. moto treats a bucket whose versioning is
 * suspended as one without versions: it deletes the whole key, and fails where one of the versions is a delete marker.
 * Terraform suspends versioning before it empties a bucket with `force_destroy`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export async function sendWithVersions(send: Send, request: MotoRequest): Promise<MotoAnswer> {
  const bucket = bucketOfDeletedVersions(request);
  if (bucket === undefined) return send(request);
  const account = headerOf(request, "x-moto-account-id") ?? "";
  const about = { account, region: "us-east-1", service: "s3", path: `/${encodeURIComponent(bucket)}?versioning` };
  const { body } = await send(ownRequest(about));
  if (!body.includes("<Status>Suspended</Status>")) return send(request);
  const change = (status: string) => send(ownRequest({ ...about, method: "PUT", body: versioning(status) }));
  await change("Enabled");
  try {
    return await send(request);
  } finally {
    await change("Suspended");
  }
}

function bucketOfDeletedVersions(request: MotoRequest): string | undefined {
  if (request.method !== "POST" && request.method !== "DELETE") return undefined;
  const address = s3AddressOf(request);
  if (address === undefined) return undefined;
  const { bucket, key, query } = address;
  const deletes =
    request.method === "DELETE"
      ? key !== "" && query.has("versionId")
      : key === "" && query.has("delete") && request.body.includes("<VersionId>");
  return deletes ? bucket : undefined;
}

function versioning(status: string): string {
  return `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>${status}</Status></VersioningConfiguration>`;
}
