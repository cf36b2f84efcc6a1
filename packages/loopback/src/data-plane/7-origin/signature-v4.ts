import { createHash, createHmac } from "node:crypto";

export interface SigningScope {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Such as `s3` or `lambda`. */
  readonly service: string;
}

export interface RequestToSign {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly url: string;
  /** All of them are signed. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** SHA-256 of the body in hex. */
  readonly payloadHash: string;
  /** `20130524T000000Z` */
  readonly date: string;
}

/** SHA-256 of no bytes, in hex. */
export const emptyPayloadHash = createHash("sha256").digest("hex");

/**
 * The Authorization header of a request by Signature Version 4.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function authorizationV4(request: RequestToSign, scope: SigningScope): string {
  const { method, url, payloadHash, date } = request;
  const headers = request.headers
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, " ")] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const signedHeaders = headers.map(([name]) => name).join(";");
  const [path = "/", query = ""] = url.split(/\?(.*)/s);
  const canonical = [
    method,
    // For services other than S3, the path is encoded once more.
    scope.service === "s3" ? path : path.split("/").map(encode).join("/"),
    canonicalQuery(query),
    ...headers.map(([name, value]) => `${name}:${value}`),
    "",
    signedHeaders,
    payloadHash,
  ].join("\n");
  const day = date.slice(0, 8);
  const credentialScope = `${day}/${scope.region}/${scope.service}/aws4_request`;
  const hashed = createHash("sha256").update(canonical).digest("hex");
  const steps = [day, scope.region, scope.service, "aws4_request"];
  const key = steps.reduce<string | Buffer>(hmac, `AWS4${scope.secretAccessKey}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${credentialScope}\n${hashed}`).toString("hex");
  return `AWS4-HMAC-SHA256 Credential=${scope.accessKeyId}/${credentialScope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

/** `20130524T000000Z`, of milliseconds since 1970. */
export function dateV4(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function canonicalQuery(query: string): string {
  if (query === "") return "";
  return query
    .split("&")
    .map((parameter) => {
      const [name = "", value = ""] = parameter.split(/=(.*)/s);
      return `${encode(decode(name))}=${encode(decode(value))}`;
    })
    .sort()
    .join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
