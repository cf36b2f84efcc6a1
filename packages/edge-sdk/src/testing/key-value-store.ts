import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface StoreServer {
  /** Environment variables that a process needs to read its KeyValueStore here. */
  readonly environment: Readonly<Record<string, string>>;
  /** Keys that were asked for, in order. */
  readonly reads: readonly string[];
  /** Replaces the value of a key; undefined removes it. */
  set(key: string, value: string | undefined): void;
  /** Answers with this status from now on, or normally again if undefined. */
  fail(status: number | undefined): void;
  close(): Promise<void>;
}

/**
 * A KeyValueStore on loopback that answers GetKey as AWS does to signed requests, so that `keyValueStore()` runs as it
 * is.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_GetKey.html
 */
export async function startKeyValueStore(arn: string, entries: Readonly<Record<string, string>>): Promise<StoreServer> {
  const values = new Map(Object.entries(entries));
  const reads: string[] = [];
  let failure: number | undefined;
  const server = createServer((request, response) => {
    const [, stores, store, keys, key = ""] = (request.url ?? "").split("/").map(decodeURIComponent);
    const known = request.method === "GET" && stores === "key-value-stores" && store === arn && keys === "keys";
    const signed = request.headers.authorization?.startsWith("AWS4-ECDSA-P256-SHA256 ") === true;
    reads.push(key);
    const value = values.get(key);
    const status = failure ?? (signed ? (known && value !== undefined ? 200 : 404) : 403);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? { Key: key, Value: value, ItemCount: values.size } : { Message: "" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: { AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: `http://127.0.0.1:${port}` },
    reads,
    set: (key, value) => void (value === undefined ? values.delete(key) : values.set(key, value)),
    fail: (status) => {
      failure = status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
