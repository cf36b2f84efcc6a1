/** Variables of the user's shell that would make a client bypass the proxy or use the user's real account. */
const removed = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_STS_REGIONAL_ENDPOINTS",
  "AWS_ALLOWED_ACCOUNT_IDS",
];

/**
 * Makes the variables with which a client (terraform, the AWS CLI, an SDK) reaches the loopback, and nothing else.
 * @param account - Twelve digits. They are also the access key id, by which the loopback distinguishes accounts.
 * @param port - The port of the loopback's proxy.
 * @param certificateFile - The certificate of the loopback's authority, in PEM.
 * @param env - The environment that the client would have otherwise. Its AWS endpoints are removed.
 * @returns variables that replace those of `env`; `undefined` removes a variable, as in `spawn`.
 */
export function clientEnvironment(
  account: string,
  port: number,
  certificateFile: string,
  env: NodeJS.ProcessEnv,
): Record<string, string | undefined> {
  const proxy = `http://127.0.0.1:${port}`;
  const endpoints = Object.keys(env).filter(
    (name) => name.startsWith("AWS_ENDPOINT_URL") || name.startsWith("AWS_S3_"),
  );
  return {
    ...Object.fromEntries([...removed, ...endpoints].map((name) => [name, undefined])),
    // Go reads the upper case first, Python's and curl's clients the lower.
    HTTPS_PROXY: proxy,
    https_proxy: proxy,
    HTTP_PROXY: proxy,
    http_proxy: proxy,
    ALL_PROXY: undefined,
    all_proxy: undefined,
    NO_PROXY: "",
    no_proxy: "",
    AWS_CA_BUNDLE: certificateFile,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: "loopback",
    AWS_REGION: env.AWS_REGION || "us-east-1",
    AWS_DEFAULT_REGION: env.AWS_DEFAULT_REGION || "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    // A profile of the user would have its own role, region and endpoints.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}
