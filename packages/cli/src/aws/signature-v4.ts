import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface RequestToSign {
  readonly method: string;
  readonly host: string;
  /** Percent-encoded, without a query. */
  readonly path: string;
  /** Percent-encoded, with its parameters sorted. @default "" */
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly region: string;
  readonly date: Date;
}

/**
 * The headers of a request to S3, signed by Signature Version 4. The path is signed as it is sent, as only S3 requires.
 * @returns the given headers with the signature's
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signForS3(request: RequestToSign, credentials: Credentials): Record<string, string> {
  const at = request.date.toISOString().replace(/[-:]|\.\d+/g, "");
  const headers: Record<string, string> = {
    ...Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value.trim()])),
    host: request.host,
    "x-amz-content-sha256": sha256(request.body),
    "x-amz-date": at,
    ...(credentials.sessionToken ? { "x-amz-security-token": credentials.sessionToken } : {}),
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    request.path,
    request.query ?? "",
    names.map((name) => `${name}:${headers[name]}\n`).join(""),
    names.join(";"),
    sha256(request.body),
  ].join("\n");
  const scope = [at.slice(0, 8), request.region, "s3", "aws4_request"];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  const text = ["AWS4-HMAC-SHA256", at, scope.join("/"), sha256(canonical)].join("\n");
  const signature = hmac(key, text).toString("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope.join("/")}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { ...headers, authorization };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
