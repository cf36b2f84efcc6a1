import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { DiagnosticError } from "@featheredge/diagnostics";
import { AwsAgent } from "./agent.ts";

/** The answer to "who am I?", as far as it could be had. */
export type Identity =
  | { readonly account: string }
  | { readonly missing: true }
  /** AWS knows the credentials no more, or never did. */
  | { readonly refused: string }
  /** AWS could not be asked. */
  | { readonly unreachable: string };

/**
 * Asks STS whose credentials the process has; the SDK finds them by itself, wherever AWS's own tools would.
 * @param env - The region, the proxy and the authorities to trust.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerIdentity(env: NodeJS.ProcessEnv): Promise<Identity> {
  const client = new STSClient({
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1",
    maxAttempts: 2,
    requestHandler: { httpsAgent: new AwsAgent(env), requestTimeout: 10_000, connectionTimeout: 10_000 },
  });
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}));
    return Account === undefined ? { unreachable: "STS named no account" } : { account: Account };
  } catch (error) {
    return explain(error as Error);
  } finally {
    client.destroy();
  }
}

function explain(error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }): Identity {
  if (error.name === "CredentialsProviderError") {
    // Every source was tried and has none; a source that was found but failed says why.
    return /Could not load credentials from any providers/.test(error.message)
      ? { missing: true }
      : { refused: error.message };
  }
  const status = error.$metadata?.httpStatusCode;
  return status !== undefined && status < 500
    ? { refused: `${error.name}: ${error.message}` }
    : { unreachable: error.message };
}

/**
 * Refuses to go on with no credentials, or with another account's.
 * @returns A remark for the user when AWS could not be asked; the provider will then, and checks the account itself.
 * @throws {DiagnosticError} with what to do.
 */
export function checkIdentity(identity: Identity, environment: string, account: string): string | undefined {
  if ("missing" in identity) {
    throw wrongCredentials({
      message: `There are no AWS credentials to plan '${environment}' (account ${account}) with.`,
      fix: `Sign in to that account, for example by 'aws sso login' and AWS_PROFILE, or plan without AWS: featheredge plan ${environment} --loopback`,
    });
  }
  if ("refused" in identity) {
    throw wrongCredentials({
      message: `AWS does not accept the credentials that were found (${identity.refused}).`,
      fix: `Renew them, for example by 'aws sso login', or plan without AWS: featheredge plan ${environment} --loopback`,
    });
  }
  if ("unreachable" in identity) {
    return `Could not ask AWS whose credentials these are (${identity.unreachable}); the provider checks the account itself.`;
  }
  if (identity.account !== account) {
    throw wrongCredentials({
      message: `The credentials belong to account ${identity.account}, but '${environment}' is in account ${account}.`,
      fix: `Sign in to ${account}, or correct 'account' in environments/${environment}.ts if that is wrong.`,
    });
  }
  return undefined;
}

const wrongCredentials = (details: { readonly message: string; readonly fix: string }) =>
  DiagnosticError.of("FE-CLI-019", details);
