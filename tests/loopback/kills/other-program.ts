import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:tls";
import { connectLoopback, type LoopbackClient } from "@featheredge/loopback";
import { account, names } from "./site-project.ts";

/** A request to AWS's API, with the part of a signature that the loopback reads. */
interface ApiRequest {
  readonly host: string;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends a request through the loopback's proxy. @throws if the loopback is killed before it answers */
async function ask(
  client: LoopbackClient,
  { host, method = "GET", path, headers = {}, body }: ApiRequest,
): Promise<ApiAnswer> {
  const environment = client.environment(account);
  const proxy = new URL(String(environment.HTTPS_PROXY));
  const ca = readFileSync(String(environment.AWS_CA_BUNDLE));
  const secure = await new Promise<ReturnType<typeof connect>>((resolve, reject) => {
    request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path: `${host}:443`, agent: false })
      .once("connect", (_, socket) => {
        const secured = connect({ socket, servername: host, ca }, () => resolve(secured));
        secured.once("error", reject);
      })
      .once("error", reject)
      .end();
  });
  const service = host.includes("s3") ? "us-east-1/s3" : "us-east-1/cloudfront";
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/${service}/aws4_request, Signature=0`;
  return new Promise((resolve, reject) => {
    const sent = request({
      createConnection: () => secure,
      method,
      path,
      headers: { host, authorization, ...headers },
    });
    secure.once("close", () => reject(new Error("The connection was closed.")));
    sent.once("error", reject);
    sent.once("response", async (answer) => {
      const text = await answer.toArray().then((chunks) => Buffer.concat(chunks).toString(), reject);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: text ?? "" });
      secure.destroy();
    });
    sent.end(body);
  });
}

/**
 * A program that uses the same loopback as `up`, without Terraform, and remembers each acknowledged write: objects in its
 * own bucket and in the site's, and values in the site's KeyValueStore.
 */
export function otherProgram(directory: string) {
  const objects = new Map<string, string>();
  const values = new Map<string, string>();
  let number = 0;

  const object = (client: LoopbackClient, path: string, body?: string) =>
    ask(client, {
      host: "s3.us-east-1.amazonaws.com",
      path,
      ...(body === undefined ? {} : { method: "PUT", body }),
    });

  const store = async (client: LoopbackClient) => {
    const { text } = await ask(client, { host: "cloudfront.amazonaws.com", path: "/2020-05-31/key-value-store" });
    const arn = /<ARN>([^<]+)<\/ARN>/.exec(text)?.[1];
    if (arn === undefined) return undefined;
    const path = `/key-value-stores/${encodeURIComponent(arn)}`;
    const host = `${account}.cloudfront-kvs.global.api.aws`;
    return (rest: string, more: Partial<ApiRequest> = {}) => ask(client, { host, path: `${path}${rest}`, ...more });
  };

  const writeOnce = async (client: LoopbackClient) => {
    number += 1;
    const body = String(number);
    for (const path of [`/mine/object-${number % 7}`, `/${names.bucket}/mine-${number % 7}`]) {
      // An unacknowledged write may have an effect or not.
      objects.delete(path);
      if ((await object(client, path, body)).status === 200) objects.set(path, body);
    }
    const callStore = await store(client);
    if (callStore === undefined) return;
    const etag = String((await callStore("")).headers.etag);
    // There are few keys, because Terraform lists all of them at every plan.
    const key = `mine-${number % 7}`;
    values.delete(key);
    const put = await callStore(`/keys/${key}`, {
      method: "PUT",
      headers: { "if-match": etag, "content-type": "application/json" },
      body: JSON.stringify({ Value: body }),
    });
    if (put.status === 200) values.set(key, body);
  };

  return {
    /** Writes whenever a loopback runs, until `signal` is aborted. */
    async writeUntil(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        const client = await connectLoopback(directory).catch(() => undefined);
        try {
          if (client !== undefined) {
            await client.ensureBucket({ name: "mine", region: "us-east-1", account });
            while (!signal.aborted) {
              await writeOnce(client);
              await new Promise((resolve) => setTimeout(resolve, 250));
            }
          }
        } catch {
          // The loopback was killed. Unacknowledged writes may be lost.
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    acknowledged: () => objects.size + values.size,
    /** Lists acknowledged writes that the loopback has lost. There should be none. */
    async lost(): Promise<string[]> {
      const client = await connectLoopback(directory);
      if (client === undefined) throw new Error("No loopback runs.");
      const lost: string[] = [];
      for (const [path, body] of objects) {
        const { status, text } = await object(client, path);
        if (status !== 200 || text !== body) lost.push(`${path}: ${status} ${text}, and not ${body}`);
      }
      const callStore = await store(client);
      for (const [key, value] of values) {
        const answer = await callStore?.(`/keys/${key}`);
        if (answer?.status !== 200 || JSON.parse(answer.text).Value !== value) lost.push(`${key}: ${answer?.text}`);
      }
      return lost;
    },
  };
}
