import { randomBytes, randomUUID } from "node:crypto";

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const lowerCase = capitals.toLowerCase();
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function random(length: number, alphabet: string): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("");
}

/** Generates ids in AWS's formats, which clients may check. */
export const newId = {
  /** `E` and 13 capitals or digits: distributions, origin access controls and identities. */
  entity: () => `E${random(13, capitals)}`,
  /** Public keys. */
  key: () => `K${random(13, capitals)}`,
  /** Invalidations. */
  invalidation: () => `I${random(13, capitals)}`,
  /** Policies and key groups. */
  uuid: () => randomUUID(),
  vpcOrigin: () => `vo_${random(22, letters)}`,
  /** ETags: a new one with each change of a resource. */
  etag: () => `E${random(13, capitals)}`,
  /** The first label of `d111111abcdef8.cloudfront.net`. */
  subdomain: () => `d${random(13, lowerCase)}`,
  s3CanonicalUser: () => randomBytes(48).toString("hex"),
};
