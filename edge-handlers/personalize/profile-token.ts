import type { KeyValueStore } from "@featheredge/edge-sdk";
import { type Claims, type TokenExpectations, verifyHs256 } from "@featheredge/edge-sdk/jwt";

// RFC 7518, section 3.2: a key of the hash's size or larger.
const leastKeyBytes = 32;

/** Returns the claims of a valid token, checked with a key of the KeyValueStore. */
export async function profileFromToken(
  token: string | undefined,
  expected: TokenExpectations & { readonly name: string },
  kvs: KeyValueStore,
): Promise<Claims | undefined> {
  if (!token) return undefined;
  const key = (await kvs.get(expected.name)) || "";
  return Buffer.byteLength(key) < leastKeyBytes ? undefined : verifyHs256(token, key, expected);
}
