import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { authorizationV4, dateV4 } from "@featheredge/loopback/signature-v4";
import type { AwsAgent } from "../agent.ts";
import type { AwsCredentials } from "../clients.ts";

/** A request to S3. */
export interface S3Request {
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  /** Encoded, and begins with a slash and the bucket. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: S3Body;
}

export interface S3Body {
  /** Opens the body again for each attempt. */
  readonly open: () => Readable;
  readonly bytes: number;
  /** Hexadecimal. S3 rejects a body that differs. */
  readonly sha256: string;
}

export interface S3Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A failure that S3 reported. */
class S3Error extends Error {
  override readonly name: string;
  readonly status: number;

  constructor(status: number, text: string, what: string) {
    const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
    super(`${what}: ${code ?? status}${/<Message>([^<]+)<\/Message>/.exec(text)?.[1]?.replace(/^/, ": ") ?? ""}`);
    this.name = code ?? `HTTP${status}`;
    this.status = status;
  }
}

const noBody = createHash("sha256").digest("hex");

/** Attempts for a request that the network or S3 ("slow down") fails. */
const attempts = 5;

/**
 * Sends requests to S3 in a region, signed by the credentials.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function s3Sender(region: string, agent: AwsAgent, credentials: () => Promise<AwsCredentials>) {
  const host = `s3.${region}.amazonaws.com`;

  async function once({ method, path, query = {}, headers = {}, body }: S3Request): Promise<S3Answer> {
    const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
    const parameters = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const url = parameters.length === 0 ? path : `${path}?${parameters.join("&")}`;
    const date = dateV4(Date.now());
    const payloadHash = body?.sha256 ?? noBody;
    const signed = {
      ...headers,
      host,
      "x-amz-date": date,
      "x-amz-content-sha256": payloadHash,
      ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
    };
    const request = { method, url, headers: Object.entries(signed), payloadHash, date };
    const authorization = authorizationV4(request, { accessKeyId, secretAccessKey, region, service: "s3" });
    const length = { "content-length": String(body?.bytes ?? 0) };
    return send({ method, path: url, headers: { ...signed, ...length, authorization } }, body);
  }

  function send(sent: Pick<RequestOptions, "method" | "path" | "headers">, body: S3Body | undefined) {
    return new Promise<S3Answer>((resolve, reject) => {
      const request = httpsRequest({ ...sent, host, agent, timeout: 60_000 }, (answer) => {
        readAnswer(answer).then(resolve, reject);
      });
      request.once("error", reject);
      request.once("timeout", () => request.destroy(new Error("S3 did not answer for 60 seconds.")));
      if (body === undefined) request.end();
      else body.open().once("error", reject).pipe(request);
    });
  }

  /**
   * @param expected statuses of answers besides 2xx that are returned
   * @throws S3Error for all others, and the network's error if no attempt succeeds
   */
  return async function askS3(request: S3Request, expected: readonly number[] = []): Promise<S3Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await once(request).catch((error: Error) => error);
      const failed = answer instanceof Error || answer.status >= 500 || answer.status === 429;
      if (!failed && ((answer.status >= 200 && answer.status < 300) || expected.includes(answer.status))) return answer;
      if (!failed || attempt === attempts) {
        if (answer instanceof Error) throw answer;
        throw new S3Error(answer.status, answer.text, `${request.method} s3:/${decodeURIComponent(request.path)}`);
      }
      await sleep(100 * 2 ** attempt);
    }
  };
}

async function readAnswer(answer: IncomingMessage): Promise<S3Answer> {
  const { statusCode: status = 0, headers } = answer;
  return { status, headers, text: Buffer.concat(await answer.toArray()).toString() };
}
