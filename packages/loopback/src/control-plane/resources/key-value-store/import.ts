import type { ImportSource } from "@aws-sdk/client-cloudfront";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { CloudFrontError, fail } from "../../protocol/errors.ts";
import { changeEntries, type Entries } from "./entries.ts";
import { problemOfPuts, problemOfStore } from "./validate.ts";

const file = z.object({ data: z.array(z.object({ key: z.string(), value: z.string() })) });

/**
 * Reads the initial entries of a new store from a file in S3.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions-create-s3-kvp.html
 */
export async function importedEntries(source: ImportSource | undefined, context: Context): Promise<Entries> {
  if (source === undefined) return [];
  if (context.readObject === undefined) {
    throw new CloudFrontError("UnsupportedOperation", "This loopback has no S3 to import a key value store from.");
  }
  if (source.SourceType !== "S3") fail("InvalidArgument", `The source type '${source.SourceType}' is not S3.`);
  const arn = source.SourceARN ?? "";
  const text = await context.readObject(context.account.id, arn);
  if (text === undefined) fail("InvalidArgument", `The import source '${arn}' can't be read.`);
  const entries = changeEntries([], parse(text, arn), []);
  const problem = problemOfPuts(entries) ?? problemOfStore(entries);
  if (problem === undefined) return entries;
  return fail(problem.kind === "too-large" ? "EntitySizeLimitExceeded" : "InvalidArgument", problem.message);
}

function parse(text: string, arn: string): Entries {
  try {
    return file.parse(JSON.parse(text)).data.map(({ key, value }) => [key, value] as const);
  } catch {
    return fail(
      "InvalidArgument",
      `The import source '${arn}' is not JSON of the form {"data":[{"key":…,"value":…}]}.`,
    );
  }
}
