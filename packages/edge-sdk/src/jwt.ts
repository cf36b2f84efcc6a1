import { equalInConstantTime, fromBase64url, hmacSha256 } from "./crypto.ts";

/** The claims of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** The claims that a token must have, whichever key signed it. */
export interface TokenExpectations {
  readonly issuer: string;
  readonly audience: string;
  /** How far the issuer's clock may be off. */
  readonly clockToleranceSeconds: number;
}

/**
 * Checks a JWT that is signed with HS256, in either runtime: signature, `exp` (required), `nbf`, `iss` and `aud`. The
 * algorithm is fixed here, so that the token can't choose one. Critical extensions are rejected, since none is supported.
 *
 * @param key in UTF-8: 32 bytes or more (RFC 7518, section 3.2), which the caller checks
 * @returns the claims; undefined if the token can't be trusted
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-7.2
 */
export function verifyHs256(token: string, key: string, expected: TokenExpectations): Claims | undefined {
  const parts = token.split(".");
  const header = partOf(parts[0]);
  if (parts.length !== 3 || !header || header.alg !== "HS256" || header.crit !== undefined) return undefined;
  if (!equalInConstantTime(parts[2] as string, hmacSha256(key, `${parts[0]}.${parts[1]}`))) return undefined;
  const claims = partOf(parts[1]);
  return claims && isFor(claims, expected) && isInTime(claims, expected.clockToleranceSeconds) ? claims : undefined;
}

/**
 * The claims of a JWT, unchecked: anyone can write them. Use them to choose what a page looks like, or after another
 * handler has checked the same token; never to grant access.
 */
export function readClaims(token: string): Claims | undefined {
  const parts = token.split(".");
  return parts.length === 3 ? partOf(parts[1]) : undefined;
}

function partOf(encoded: string | undefined): Claims | undefined {
  if (!encoded || !/^[\w-]+$/.test(encoded)) return undefined;
  try {
    const value = JSON.parse(fromBase64url(encoded));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFor({ iss, aud }: Claims, { issuer, audience }: TokenExpectations): boolean {
  return iss === issuer && (Array.isArray(aud) ? aud.includes(audience) : aud === audience);
}

function isInTime({ exp, nbf, iat }: Claims, tolerance: number): boolean {
  const now = Math.floor(Date.now() / 1000);
  if (typeof exp !== "number" || exp <= now - tolerance) return false;
  if (nbf !== undefined && (typeof nbf !== "number" || nbf > now + tolerance)) return false;
  return iat === undefined || typeof iat === "number";
}
