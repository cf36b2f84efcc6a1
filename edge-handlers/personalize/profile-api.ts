import { sha256 } from "@featheredge/edge-sdk/crypto";

export interface ProfileApi {
  readonly url: string;
  readonly timeoutMilliseconds: number;
  readonly cacheSeconds: number;
}

type Profile = Readonly<Record<string, unknown>>;

interface Remembered {
  readonly profile: Profile | undefined;
  readonly until: number;
}

// Tokens come from viewers, so the number that is remembered must have a limit.
const mostRemembered = 1000;
const longestAnswer = 64 * 1024;
const breakMilliseconds = 5000;

const known = new Map<string, Remembered>();
const brokenUntil = new Map<string, number>();

/**
 * Fetches a visitor's profile from a service: undefined when it has none, is late or fails, so that a page is always
 * shown. After a failure the service is not called for 5 seconds, so that visitors don't wait for it.
 */
export async function profileFromApi(token: string | undefined, api: ProfileApi): Promise<Profile | undefined> {
  // The token is sent in a header, so it must have a token's characters only.
  if (!token || !/^[A-Za-z0-9._~+/=-]+$/.test(token)) return undefined;
  const now = Date.now();
  // The token itself need not be kept.
  const key = sha256(`${api.url}\n${token}`);
  const last = known.get(key);
  if (last !== undefined && now < last.until) return last.profile;
  if (now < (brokenUntil.get(api.url) ?? 0)) return undefined;
  try {
    const profile = await ask(token, api);
    remember(key, { profile, until: now + api.cacheSeconds * 1000 });
    return profile;
  } catch (error) {
    brokenUntil.set(api.url, Date.now() + breakMilliseconds);
    console.log(`personalize: the fallback is shown, since ${api.url} gave no profile: ${error}`);
    return undefined;
  }
}

/** Undefined for a visitor whom the service doesn't know. */
async function ask(token: string, api: ProfileApi): Promise<Profile | undefined> {
  const response = await fetch(api.url, {
    headers: { authorization: `Bearer ${token}`, accept: "application/json" },
    // A redirect could send the token to another host.
    redirect: "error",
    signal: AbortSignal.timeout(api.timeoutMilliseconds),
  });
  if (response.status === 401 || response.status === 403 || response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  if (!response.ok) throw new Error(`status ${response.status}`);
  const profile: unknown = JSON.parse(await textOf(response));
  if (typeof profile !== "object" || profile === null || Array.isArray(profile)) throw new Error("no object in JSON");
  return profile as Profile;
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > longestAnswer) throw new Error(`more than ${longestAnswer} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function remember(key: string, value: Remembered): void {
  known.delete(key);
  known.set(key, value);
  const [oldest] = known.keys();
  if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
}
