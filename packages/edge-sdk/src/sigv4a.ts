import { createECDH, createHash, createHmac, createPrivateKey, type KeyObject, sign } from "node:crypto";

// The KeyValueStore's data plane accepts no other signature. AWS's signer for it is a package of several megabytes, and
// the whole code of a Lambda@Edge function may have one megabyte.

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

const algorithm = "AWS4-ECDSA-P256-SHA256";
const curveOrder = BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

/**
 * The headers that sign a GET request with SigV4A, for all regions.
 *
 * @param url with its path percent-encoded and without a query
 * @param time milliseconds since 1970
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signGet(url: URL, service: string, credentials: Credentials, time: number): Record<string, string> {
  const at = new Date(time).toISOString().replace(/[-:]|\.\d+/g, "");
  const headers: Record<string, string> = { host: url.host, "x-amz-date": at, "x-amz-region-set": "*" };
  if (credentials.sessionToken) headers["x-amz-security-token"] = credentials.sessionToken;
  const names = Object.keys(headers).sort();
  const path = url.pathname.split("/").map(encodePart).join("/");
  const canonicalHeaders = names.map((name) => `${name}:${headers[name]}\n`).join("");
  const canonical = ["GET", path, "", canonicalHeaders, names.join(";"), sha256("")].join("\n");
  const scope = `${at.slice(0, 8)}/${service}/aws4_request`;
  const signature = sign(
    "sha256",
    Buffer.from([algorithm, at, scope, sha256(canonical)].join("\n")),
    keyOf(credentials),
  );
  const { host: _host, ...sent } = headers;
  return {
    ...sent,
    authorization: `${algorithm} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature.toString("hex")}`,
  };
}

/** The scalar of the private key that belongs to an access key, by NIST SP 800-108 in counter mode. */
export function privateScalar({ accessKeyId, secretAccessKey }: Credentials): Buffer {
  for (let counter = 1; counter < 255; counter++) {
    const context = Buffer.concat([Buffer.from(accessKeyId), Buffer.from([counter])]);
    const input = Buffer.concat([uint32(1), Buffer.from(algorithm), Buffer.from([0]), context, uint32(256)]);
    const candidate = createHmac("sha256", `AWS4A${secretAccessKey}`).update(input).digest();
    const value = BigInt(`0x${candidate.toString("hex")}`);
    if (value <= curveOrder - 2n) return Buffer.from((value + 1n).toString(16).padStart(64, "0"), "hex");
  }
  throw new Error("No signing key can be derived from these credentials");
}

/** The private key that belongs to an access key. */
export function keyOf(credentials: Credentials): KeyObject {
  const scalar = privateScalar(credentials);
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(scalar);
  const point = curve.getPublicKey();
  const [d = "", x = "", y = ""] = [scalar, point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString("base64url"),
  );
  return createPrivateKey({ format: "jwk", key: { kty: "EC", crv: "P-256", d, x, y } });
}

// Percent-encoded a second time, as all services but S3 require.
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
