import { z } from "zod";

const segment = z.string().regex(/^[A-Za-z0-9_-]+$/, "a variant is a plain word: letters, digits, '-' and '_'");
const token = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a name is an RFC 9110 token");

// The visitor's token is sent there, and the response decides which variant is shown.
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, hash } = new URL(text);
  if (username !== "" || hash !== "") return false;
  const onThisMachine = hostname === "127.0.0.1" || hostname === "localhost" || hostname.endsWith(".localhost");
  return protocol === "https:" || (protocol === "http:" && onThisMachine);
}

const source = z.discriminatedUnion("type", [
  /** The claims of the visitor's token (a JWT). Needs no network. */
  z.strictObject({
    type: z.literal("claims"),
    /**
     * Checks the token: HS256, by a key of 32 bytes or more that the behavior's KeyValueStore holds under this name.
     * Without it anyone can write claims: fit for looks only, or after `members-auth`, which checks the same token.
     */
    verify: z
      .strictObject({
        name: z.string().regex(/^[!-~]{1,512}$/, "a key of the store: up to 512 characters, none of them a space"),
        issuer: z.string().min(1),
        audience: z.string().min(1),
        /** How far the issuer's clock may be off: 0 to 300. */
        clockToleranceSeconds: z.number().int().min(0).max(300).default(30),
      })
      .optional(),
  }),
  /** A profile service, which gets the visitor's token as a bearer token. Needs a network, so Lambda@Edge. */
  z.strictObject({
    type: z.literal("api"),
    /** Answers GET with an object in JSON. */
    url: z.string().refine(isSafeUrl, "an https URL without '#'; plain http only on localhost, *.localhost, 127.0.0.1"),
    /** When this time is over, the fallback is shown: 50 to 2,000. */
    timeoutMilliseconds: z.number().int().min(50).max(2000).default(300),
    /** How long a profile is remembered, per visitor: 0 to 300. */
    cacheSeconds: z.number().int().min(0).max(300).default(60),
  }),
]);

/** Chooses the variant of a page for each visitor. */
export const config = z.strictObject({
  source,
  /** The cookie that holds the visitor's token; without one in a request the fallback is shown. */
  cookie: token,
  /** The claim, or the member of the API's answer, that chooses. */
  field: z.string().min(1),
  /** The variant, by the field's value. */
  values: z.record(z.string(), segment),
  /** For visitors without a profile, or whose value is not among `values`. */
  fallback: segment,
  /** `folder`: `/x` becomes `/<variant>/x`. `header`: it names the variant to the origin, and the cache key must include it. */
  as: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("folder") }),
    z.strictObject({ type: z.literal("header"), name: token.transform((name) => name.toLowerCase()) }),
  ]),
});

export type Config = z.output<typeof config>;
export type Source = Config["source"];
