import { secret } from "./secrets.ts";
import { type Credentials, signGet } from "./sigv4a.ts";
import type { KeyValueStore } from "./types.ts";

const freshMilliseconds = 30 * 1000;
const retryMilliseconds = 5 * 1000;
// Keys may come from viewers, so the memory must be limited.
const mostRemembered = 1000;
// A viewer event has 5 s in all.
const timeoutMilliseconds = 1000;

interface Remembered {
  readonly value: string | undefined;
  /** When to read it again. */
  readonly next: number;
}

/**
 * A KeyValueStore for Lambda@Edge, which reads it by its data-plane API and keeps each value in memory for 30 seconds. If
 * it can't be read, reads return the last value, or undefined if there was none.
 *
 * The function's role needs `cloudfront-keyvaluestore:GetKey` on the store and `ssm:GetParameter` on the parameter.
 *
 * @param parameterName the name of a parameter in SSM Parameter Store of us-east-1 that has the store's ARN, since
 * Lambda@Edge has no environment variables and the ARN is known only when the store exists
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_GetKey.html
 */
export function keyValueStore(parameterName: string): KeyValueStore {
  const known = new Map<string, Remembered>();
  return {
    async get(key) {
      const last = known.get(key);
      if (last !== undefined && Date.now() < last.next) return last.value;
      try {
        const value = await readKey(await secret(parameterName), key);
        remember(known, key, { value, next: Date.now() + freshMilliseconds });
        return value;
      } catch (error) {
        console.error(`Key ${JSON.stringify(key)} of the KeyValueStore can't be read: ${error}`);
        remember(known, key, { value: last?.value, next: Date.now() + retryMilliseconds });
        return last?.value;
      }
    },
  };
}

function remember(known: Map<string, Remembered>, key: string, value: Remembered): void {
  known.delete(key);
  known.set(key, value);
  const [oldest] = known.keys();
  if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
}

/**
 * Reads the value of a key of a store by its data-plane API; undefined if the store does not have the key.
 * @throws Error if the store can't be read within a second
 */
export async function readKey(arn: string, key: string): Promise<string | undefined> {
  const account = arn.split(":")[4];
  const endpoint =
    process.env.AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE ?? `https://${account}.cloudfront-kvs.global.api.aws`;
  const url = new URL(`/key-value-stores/${encodeURIComponent(arn)}/keys/${encodeURIComponent(key)}`, endpoint);
  const response = await fetch(url, {
    headers: signGet(url, "cloudfront-keyvaluestore", roleCredentials(), Date.now()),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`status ${response.status}`);
  const { Value } = (await response.json()) as { Value?: unknown };
  return typeof Value === "string" ? Value : undefined;
}

/** Reads the credentials of the function's role, which Lambda passes in environment variables. */
export function roleCredentials(): Credentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error("there are no credentials");
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  };
}
