import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type ExportedJWKSCache,
  errors,
  type JWKSCacheInput,
  type JWTVerifyGetKey,
  jwksCache,
} from "jose";

const freshMilliseconds = 10 * 60 * 1000;
// The set is fetched again for an unknown key id, since the issuer may have rotated its keys. Anyone can send unknown
// key ids, so it is not fetched more often than this.
const cooldownMilliseconds = 30 * 1000;
const retryMilliseconds = 10 * 1000;
const usableMilliseconds = 60 * 60 * 1000;
// A viewer event has 5 s in all.
const timeoutMilliseconds = 1500;

/** The keys can't be fetched, so a token can be neither accepted nor rejected. */
export class KeysUnavailable extends Error {}

const keySets = new Map<string, JWTVerifyGetKey>();

/**
 * Returns the issuer's public keys: fetched once, kept for 10 minutes. When they can't be fetched again, the last ones
 * are used for up to an hour, but only for key ids that they have.
 *
 * @throws KeysUnavailable (from the function that is returned)
 */
export function keySet(url: string): JWTVerifyGetKey {
  const present = keySets.get(url);
  if (present !== undefined) return present;
  const made = makeKeySet(url);
  keySets.set(url, made);
  return made;
}

function makeKeySet(url: string): JWTVerifyGetKey {
  // jose fills it in at each fetch.
  const cache: Partial<ExportedJWKSCache> = {};
  const remote = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: freshMilliseconds,
    cooldownDuration: cooldownMilliseconds,
    timeoutDuration: timeoutMilliseconds,
    [jwksCache]: cache as JWKSCacheInput,
  });
  let failure: { readonly at: number; readonly cause: unknown } | undefined;

  return async (header, token) => {
    if (failure === undefined || Date.now() >= failure.at + retryMilliseconds) {
      try {
        const key = await remote(header, token);
        failure = undefined;
        return key;
      } catch (cause) {
        if (isAboutTheToken(cause)) throw cause;
        failure = { at: Date.now(), cause };
      }
    }
    const unavailable = new KeysUnavailable(`Keys of ${url} can't be fetched: ${reasonOf(failure.cause)}`);
    const { jwks, uat = 0 } = cache;
    if (jwks === undefined || Date.now() >= uat + usableMilliseconds) throw unavailable;
    return createLocalJWKSet(jwks)(header, token).catch((error: unknown) => {
      // The key may be one that the issuer has added since.
      throw error instanceof errors.JWKSNoMatchingKey ? unavailable : error;
    });
  };
}

function isAboutTheToken(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
}

// fetch says only that it failed; why is in the cause.
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? `${error.message} (${error.cause})` : String(error);
}
