import { jwtVerify } from "jose";
import { KeysUnavailable, keySet } from "./key-set.ts";
import type { Expectations, Verdict } from "./verdict.ts";

interface Keys {
  readonly url: string;
  readonly algorithms: readonly string[];
}

/**
 * Checks a token against the issuer's public keys. The algorithms are fixed by config: a token that claims HS256, to
 * pass a public key off as a shared secret, is refused before any key is looked up.
 */
export async function verifyByKeys(token: string, keys: Keys, expected: Expectations): Promise<Verdict> {
  try {
    const { payload } = await jwtVerify(token, keySet(keys.url), {
      algorithms: [...keys.algorithms],
      issuer: expected.issuer,
      audience: expected.audience,
      clockTolerance: expected.clockToleranceSeconds,
      requiredClaims: ["exp"],
    });
    return { kind: "valid", claims: payload };
  } catch (error) {
    return error instanceof KeysUnavailable ? { kind: "unavailable", reason: error.message } : { kind: "refused" };
  }
}
