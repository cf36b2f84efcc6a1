import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inspectKeyValueStoreSigning } from "./key-value-store-signing.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "featheredge-aws-"));
});
afterEach(() => rm(directory, { recursive: true }));

/** Inspects with a fake AWS CLI that prints a line and fails, as both versions do when no server answers. */
async function inspectWith(line: string) {
  const aws = path.join(directory, "aws");
  await writeFile(aws, `#!/bin/sh\necho "${line}" >&2\nexit 255\n`);
  await chmod(aws, 0o755);
  return { aws, tool: await inspectKeyValueStoreSigning({ PATH: `${directory}:/usr/bin:/bin` }) };
}

describe("inspectKeyValueStoreSigning", () => {
  it("reports the missing package and how to get it when the AWS CLI has no awscrt", async () => {
    const { aws, tool } = await inspectWith(
      "Missing Dependency: This operation requires an additional dependency. Use pip install botocore[crt] before proceeding.",
    );
    expect(tool).toMatchObject({
      found: false,
      detail: `${aws} lacks the package awscrt`,
      optional: "aws cloudfront-keyvaluestore, which changes keys",
      howToGet: expect.stringContaining("AWS CLI version 2"),
    });
  });

  it("finds it when the AWS CLI signs the request and then gets no connection", async () => {
    const { aws, tool } = await inspectWith("Could not connect to the endpoint URL: http://127.0.0.1:9/");
    expect(tool).toMatchObject({ found: true, detail: aws });
  });

  it("does not find it when the AWS CLI is missing", async () => {
    expect(await inspectKeyValueStoreSigning({ PATH: directory })).toMatchObject({ found: false, detail: undefined });
  });
});
