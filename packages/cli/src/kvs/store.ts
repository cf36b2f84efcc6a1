import { createHash, sign } from "node:crypto";
import {
  CloudFrontKeyValueStoreClient,
  DescribeKeyValueStoreCommand,
  paginateListKeys,
  UpdateKeysCommand,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
import { type Credentials, keyOf } from "@featheredge/edge-sdk/sigv4a";
import { clientSettings } from "../aws/clients.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { Store } from "./sync.ts";

/** The part of the SDK's request that a signature covers. */
interface SignedRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

const algorithm = "AWS4-ECDSA-P256-SHA256";
const service = "cloudfront-keyvaluestore";

/**
 * A KeyValueStore by its ARN, through AWS's SDK. The store accepts only SigV4A, whose signer is not part of the SDK.
 *
 * @param env the caller's environment variables
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_UpdateKeys.html
 */
export function openStore(
  arn: string,
  env: NodeJS.ProcessEnv,
  target: Pick<AwsTarget, "variables">,
): Store & { close(): void } {
  const client = new CloudFrontKeyValueStoreClient({
    ...clientSettings(env, target),
    // The SDK types a signer by all that it may sign; it calls this one with HTTP requests only.
    signer: { sign: async (request: SignedRequest) => signed(request, await client.config.credentials()) } as never,
  });
  return {
    async read() {
      const { ETag: etag = "" } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN: arn }));
      const entries = new Map<string, string>();
      for await (const { Items = [] } of paginateListKeys({ client, pageSize: 50 }, { KvsARN: arn })) {
        for (const { Key: key = "", Value: value = "" } of Items) entries.set(key, value);
      }
      return { etag, entries };
    },
    async update(etag, { puts, deletes }) {
      const { ETag: next = "" } = await client.send(
        new UpdateKeysCommand({
          KvsARN: arn,
          IfMatch: etag,
          Puts: puts.map(([Key, Value]) => ({ Key, Value })),
          Deletes: deletes.map((Key) => ({ Key })),
        }),
      );
      return next;
    },
    close: () => client.destroy(),
  };
}

/** The request with SigV4A's headers. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signed(request: SignedRequest, credentials: Credentials): SignedRequest {
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.hostname,
    "x-amz-date": at,
    "x-amz-region-set": "*",
    ...(credentials.sessionToken ? { "x-amz-security-token": credentials.sessionToken } : {}),
  };
  const names = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .filter((name) => name === "host" || name === "content-type" || name.startsWith("x-amz-") || name === "if-match")
    .sort();
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const query = Object.entries(request.query ?? {})
    .map(([name, value]) => `${encodePart(name)}=${encodePart(String(value))}`)
    .sort();
  const canonical = [
    request.method,
    // Percent-encoded a second time, as all services but S3 require.
    request.path.split("/").map(encodePart).join("/"),
    query.join("&"),
    names.map((name) => `${name}:${String(lower[name]).trim()}\n`).join(""),
    names.join(";"),
    sha256(typeof request.body === "string" ? request.body : ""),
  ].join("\n");
  const scope = `${at.slice(0, 8)}/${service}/aws4_request`;
  const text = [algorithm, at, scope, sha256(canonical)].join("\n");
  const signature = sign("sha256", Buffer.from(text), keyOf(credentials)).toString("hex");
  headers.authorization = `${algorithm} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return Object.assign(request, { headers });
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
