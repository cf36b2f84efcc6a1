import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

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
  const day = request.date.slice(0, 8);
  const credentialScope = `${day}/${scope.region}/${scope.service}/aws4_request`;
  const { canonical, signedHeaders } = canonicalRequest(request, scope);
  const steps = [day, scope.region, scope.service, "aws4_request"];
  const key = steps.reduce<string | Buffer>(hmac, `AWS4${scope.secretAccessKey}`);
  const text = `AWS4-HMAC-SHA256\n${request.date}\n${credentialScope}\n${sha256(canonical)}`;
  const signature = hmac(key, text).toString("hex");
  return `AWS4-HMAC-SHA256 Credential=${scope.accessKeyId}/${credentialScope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

/** AWS derives the key from the secret access key. Here any key will do, since no origin checks the signature. */
let multiRegionKey: KeyObject | undefined;

/**
 * The Authorization header of a request by Signature Version 4A, which is valid in all regions of `x-amz-region-set`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function authorizationV4A(request: RequestToSign, scope: SigningScope): string {
  const algorithm = "AWS4-ECDSA-P256-SHA256";
  const credentialScope = `${request.date.slice(0, 8)}/${scope.service}/aws4_request`;
  const { canonical, signedHeaders } = canonicalRequest(request, scope);
  multiRegionKey ??= generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const text = `${algorithm}\n${request.date}\n${credentialScope}\n${sha256(canonical)}`;
  const signature = sign("sha256", Buffer.from(text), multiRegionKey).toString("hex");
  return `${algorithm} Credential=${scope.accessKeyId}/${credentialScope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

function canonicalRequest({ method, url, payloadHash, headers: given }: RequestToSign, { service }: SigningScope) {
  const headers = given
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, " ")] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const signedHeaders = headers.map(([name]) => name).join(";");
  const [path = "/", query = ""] = url.split(/\?(.*)/s);
  const canonical = [
    method,
    // For services other than S3, the path is encoded once more.
    service === "s3" ? path : path.split("/").map(encode).join("/"),
    canonicalQuery(query),
    ...headers.map(([name, value]) => `${name}:${value}`),
    "",
    signedHeaders,
    payloadHash,
  ].join("\n");
  return { canonical, signedHeaders };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
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
