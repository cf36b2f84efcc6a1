import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findProgram } from "@featheredge/loopback/find-program";
import type { Tool } from "./tools.ts";

/** Lists keys at an address where no server listens: a CLI that can sign gets as far as the connection. */
const command = [
  "cloudfront-keyvaluestore",
  "list-keys",
  ...["--kvs-arn", "arn:aws:cloudfront::111111111111:key-value-store/00000000-0000-0000-0000-000000000000"],
  ...["--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:9"],
];

/**
 * Finds out whether the AWS CLI can change keys of a KeyValueStore. The API accepts only requests that are signed with
 * SigV4A. Version 2 of the CLI can sign them, version 1 only with the package awscrt.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions-kvp.html
 */
export async function inspectKeyValueStoreSigning(env: NodeJS.ProcessEnv): Promise<Tool> {
  const aws = findProgram("aws", env);
  const output = aws === undefined ? undefined : await outputOf(aws, env);
  const canSign = output !== undefined && output !== "" && !/botocore\[crt\]|awscrt/i.test(output);
  return {
    name: "aws with SigV4A",
    optional: "aws cloudfront-keyvaluestore, which changes keys",
    found: canSign,
    detail: aws === undefined || canSign ? aws : `${aws} lacks the package awscrt`,
    howToGet:
      "AWS CLI version 2 (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html), or pip install 'botocore[crt]' in the Python of version 1",
  };
}

async function outputOf(aws: string, env: NodeJS.ProcessEnv): Promise<string> {
  // Fake credentials and no files: a profile of the user's might have to sign in first.
  const credentials = { PATH: env.PATH, HOME: env.HOME, AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none" };
  const noFiles = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null", AWS_MAX_ATTEMPTS: "1" };
  const ran = promisify(execFile)(aws, command, { env: { ...credentials, ...noFiles }, timeout: 20_000 });
  return ran.then(
    ({ stdout, stderr }) => stdout + stderr,
    ({ stdout = "", stderr = "" }: { stdout?: string; stderr?: string }) => stdout + stderr,
  );
}
