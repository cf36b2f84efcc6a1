import type { KeyValueStore } from "@featheredge/edge-sdk";
import { verifyHs256 } from "@featheredge/edge-sdk/jwt";
import type { Expectations, Verdict } from "./verdict.ts";

// RFC 7518, section 3.2: a key of the hash's size or larger.
const leastKeyBytes = 32;

/** Checks an HS256 token with a key of the KeyValueStore: no network, so in either runtime. */
export async function verifyByStore(
  token: string,
  name: string,
  kvs: KeyValueStore,
  expected: Expectations,
): Promise<Verdict> {
  const key = (await kvs.get(name)) || "";
  const bytes = Buffer.byteLength(key);
  if (bytes < leastKeyBytes) {
    const reason = `Key ${name} of the KeyValueStore has ${bytes} bytes; HS256 needs ${leastKeyBytes} or more`;
    return { kind: "unavailable", reason };
  }
  const claims = verifyHs256(token, key, expected);
  return claims ? { kind: "valid", claims } : { kind: "refused" };
}
