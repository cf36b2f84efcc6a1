import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { FunctionArtifact } from "@featheredge/compiler";
import type { LambdaVersion, TestCloudFront } from "@featheredge/loopback/testing";
import { unzipSync } from "fflate";

/** Versions of Lambda functions by ARN. */
export type Versions = Map<string, LambdaVersion>;

/**
 * Creates a CloudFront Function and publishes it.
 *
 * @param store the name of a KeyValueStore to create for it from `importedObject(store)`
 * @returns its ARN
 */
export async function publish(
  client: TestCloudFront["client"],
  { name: Name }: FunctionArtifact,
  FunctionCode: Buffer,
  store: string | undefined,
): Promise<string> {
  const FunctionConfig = { Comment: "", Runtime: "cloudfront-js-2.0" as const };
  const associations = store === undefined ? {} : await createStore(client, store);
  const { ETag: IfMatch } = await client.createFunction({
    Name,
    FunctionConfig: { ...FunctionConfig, ...associations },
    FunctionCode,
  });
  const { FunctionSummary } = await client.publishFunction({ Name, IfMatch });
  return FunctionSummary?.FunctionMetadata?.FunctionARN ?? "";
}

async function createStore(client: TestCloudFront["client"], Name: string) {
  const ImportSource = { SourceType: "S3" as const, SourceARN: importedObject(Name) };
  const { KeyValueStore } = await client.createKeyValueStore({ Name, ImportSource });
  const Items = [{ KeyValueStoreARN: KeyValueStore?.ARN }];
  return { KeyValueStoreAssociations: { Quantity: 1, Items } };
}

/**
 * Unpacks a Lambda function's zip as version 1.
 *
 * @returns the version's ARN
 */
export function addVersion(versions: Versions, artifact: FunctionArtifact, zip: Buffer, directory: string): string {
  const { name: functionName, sourceCodeHash: codeSha256 } = artifact;
  const arn = `arn:aws:lambda:us-east-1:123456789012:function:${functionName}:1`;
  const unpacked = path.join(directory, functionName);
  mkdirSync(unpacked);
  for (const [file, content] of Object.entries(unzipSync(zip))) writeFileSync(path.join(unpacked, file), content);
  versions.set(arn, {
    functionName,
    version: "1",
    handler: "index.handler",
    runtime: "nodejs22.x",
    memoryMb: 128,
    timeoutSeconds: 5,
    codeSha256,
    directory: unpacked,
  });
  return arn;
}

/** The object in S3 from which a KeyValueStore is created. */
export function importedObject(store: string): string {
  return `arn:aws:s3:::stores/${store}.json`;
}

/** The content of that object. @param initialEntries a JSON list of entries */
export function importedFile(keyValues: Readonly<Record<string, string>> = {}, initialEntries = "[]"): string {
  const entries = Object.entries(keyValues).map(([key, value]) => ({ key, value }));
  return JSON.stringify({ data: [...JSON.parse(initialEntries), ...entries] });
}
