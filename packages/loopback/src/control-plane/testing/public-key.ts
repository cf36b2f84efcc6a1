import { generateKeyPairSync } from "node:crypto";
import type { TestControlPlane } from "./control-plane.ts";

/** An ECDSA P-256 public key in PEM, of a kind that CloudFront accepts. */
export const pem = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .publicKey.export({ type: "spki", format: "pem" })
  .toString();

/** Creates a public key. @returns the parameters that delete it again. */
export async function createPublicKey(
  { client }: TestControlPlane,
  name: string,
  encodedKey = pem,
): Promise<{ readonly Id: string; readonly IfMatch: string | undefined }> {
  const { PublicKey: key, ETag } = await client.createPublicKey({
    PublicKeyConfig: { CallerReference: name, Name: name, EncodedKey: encodedKey },
  });
  return { Id: key?.Id ?? "", IfMatch: ETag };
}
