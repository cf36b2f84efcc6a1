import { secret } from "@featheredge/edge-sdk/secrets";
import { jwtVerify } from "jose";
import type { Expectations, Verdict } from "./verdict.ts";

// RFC 7518, section 3.2: a key of the hash's size or larger.
const leastSecretBytes = 32;

/** Checks an HS256 token. The algorithm is fixed here, so that the token has no say in it. */
export async function verifyBySecret(token: string, parameter: string, expected: Expectations): Promise<Verdict> {
  let key: Uint8Array;
  try {
    key = new TextEncoder().encode(await secret(parameter));
  } catch (error) {
    return { kind: "unavailable", reason: String(error) };
  }
  if (key.length < leastSecretBytes) {
    const reason = `Secret ${parameter} has ${key.length} bytes; HS256 needs ${leastSecretBytes} or more`;
    return { kind: "unavailable", reason };
  }
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ["HS256"],
      issuer: expected.issuer,
      audience: expected.audience,
      clockTolerance: expected.clockToleranceSeconds,
      requiredClaims: ["exp"],
    });
    return { kind: "valid", claims: payload };
  } catch {
    return { kind: "refused" };
  }
}
