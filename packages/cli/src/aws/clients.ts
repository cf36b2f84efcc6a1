import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { STSClient } from "@aws-sdk/client-sts";
import { AwsAgent } from "./agent.ts";
import type { AwsTarget } from "./target.ts";

type Variables = Pick<AwsTarget, "variables">;

/**
 * Settings of a client of AWS's SDK for a target: the loopback's own credentials, or those that the SDK finds. The region
 * is us-east-1, where everything of CloudFront's is.
 *
 * @param env the caller's environment variables
 */
export function clientSettings(env: NodeJS.ProcessEnv, { variables }: Variables) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables;
  const ofLoopback =
    accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey }, ignoreConfiguredEndpointUrls: true };
  const httpsAgent = new AwsAgent({ ...env, ...variables });
  return { region: "us-east-1", ...ofLoopback, requestHandler: { httpsAgent } };
}

/** A client of CloudFront's API. */
export function cloudFrontClient(env: NodeJS.ProcessEnv, target: Variables): CloudFrontClient {
  return new CloudFrontClient(clientSettings(env, target));
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A function that returns the credentials of a target, which the SDK renews before they expire. */
export function credentialsOf(env: NodeJS.ProcessEnv, target: Variables): () => Promise<AwsCredentials> {
  const client = new STSClient(clientSettings(env, target));
  return () => client.config.credentials();
}
