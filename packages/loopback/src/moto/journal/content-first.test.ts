import { expect, it } from "vitest";
import type { Entry } from "./entry.ts";
import { contentFirst } from "./replay.ts";

let number = 0;
function entry(host: string, path: string, headers: readonly string[] = []): Entry {
  number += 1;
  return { number, method: "PUT", path, headers: ["Host", host, ...headers], body: { text: "" }, status: 200 };
}

const s3 = "s3.eu-west-1.amazonaws.com";
const bucket = entry(s3, "/pages");
const role = entry("iam.amazonaws.com", "/");
const page = entry(s3, "/pages/index.html");

it("replays requests to S3 before all others, each in their order", () => {
  expect(contentFirst([bucket, role, page])).toEqual({ content: [bucket, page], others: [role] });
});

it.each([
  ["notifies a function", entry(s3, "/pages?notification")],
  ["is encrypted by a key of KMS", entry(s3, "/pages/secret", ["x-amz-server-side-encryption", "aws:kms"])],
])("keeps the order of all requests where an object %s", (_, reaching) => {
  const entries = [bucket, role, reaching, page];
  expect(contentFirst(entries)).toEqual({ content: [], others: entries });
});
