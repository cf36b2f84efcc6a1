import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:tls";
import { connectLoopback, type LoopbackClient } from "@featheredge/loopback";
import { account, names } from "./site-project.ts";

/** A request to AWS's API, signed as far as the loopback reads that. */
interface Asked {
  readonly host: string;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends a request through the loopback's proxy. Rejects where the loopback was killed before it answered. */
async function ask(
  client: LoopbackClient,
  { host, method = "GET", path, headers = {}, body }: Asked,
): Promise<Answered> {
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
    const asked = request({
      createConnection: () => secure,
      method,
      path,
      headers: { host, authorization, ...headers },
    });
    secure.once("close", () => reject(new Error("The connection was closed.")));
    asked.once("error", reject);
    asked.once("response", async (answer) => {
      const text = await answer.toArray().then((chunks) => Buffer.concat(chunks).toString(), reject);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: text ?? "" });
      secure.destroy();
    });
    asked.end(body);
  });
}

/**
 * A program that works on the same loopback as `up`, knows nothing of Terraform, and remembers each write that was
 * acknowledged: objects in a bucket of its own and in the site's, and values in the site's KeyValueStore.
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
    return (rest: string, more: Partial<Asked> = {}) => ask(client, { host, path: `${path}${rest}`, ...more });
  };

  const writeOnce = async (client: LoopbackClient) => {
    number += 1;
    const body = String(number);
    for (const path of [`/mine/object-${number % 7}`, `/${names.bucket}/mine-${number % 7}`]) {
      // A write that is not acknowledged may have its effect or not.
      objects.delete(path);
      if ((await object(client, path, body)).status === 200) objects.set(path, body);
    }
    const asked = await store(client);
    if (asked === undefined) return;
    const etag = String((await asked("")).headers.etag);
    // Few keys: Terraform lists all of them at every plan.
    const key = `mine-${number % 7}`;
    values.delete(key);
    const put = await asked(`/keys/${key}`, {
      method: "PUT",
      headers: { "if-match": etag, "content-type": "application/json" },
      body: JSON.stringify({ Value: body }),
    });
    if (put.status === 200) values.set(key, body);
  };

  return {
    /** Writes all the time, from when a loopback runs until it is killed or `signal` is aborted. */
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
          // The loopback was killed: what it did not acknowledge may be lost.
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    acknowledged: () => objects.size + values.size,
    /** The acknowledged writes that the loopback does not have, which should be none. */
    async lost(): Promise<string[]> {
      const client = await connectLoopback(directory);
      if (client === undefined) throw new Error("No loopback runs.");
      const lost: string[] = [];
      for (const [path, body] of objects) {
        const { status, text } = await object(client, path);
        if (status !== 200 || text !== body) lost.push(`${path}: ${status} ${text}, and not ${body}`);
      }
      const asked = await store(client);
      for (const [key, value] of values) {
        const answer = await asked?.(`/keys/${key}`);
        if (answer?.status !== 200 || JSON.parse(answer.text).Value !== value) lost.push(`${key}: ${answer?.text}`);
      }
      return lost;
    },
  };
}
