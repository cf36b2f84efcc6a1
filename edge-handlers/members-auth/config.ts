import { z } from "zod";

const segment = z.string().regex(/^[A-Za-z0-9_-]+$/, "one folder's name: letters, digits, '-' and '_'");
const token = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a cookie's name is an RFC 6265 token");

// Keys that are fetched over plain http could be an attacker's.
function isSafeKeyUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  if (username !== "") return false;
  const onThisMachine = hostname === "127.0.0.1" || hostname === "localhost" || hostname.endsWith(".localhost");
  return protocol === "https:" || (protocol === "http:" && onThisMachine);
}

const key = z.discriminatedUnion("type", [
  /** The issuer's public keys, fetched by URL. Needs a network, so Lambda@Edge. */
  z.strictObject({
    type: z.literal("jwks"),
    url: z.string().refine(isSafeKeyUrl, "an https URL; plain http only on localhost, *.localhost or 127.0.0.1"),
    algorithms: z
      .array(z.enum(["RS256", "ES256"]))
      .min(1)
      .default(["RS256", "ES256"]),
  }),
  /**
   * A secret that is shared with the issuer (HS256), kept in the behavior's KeyValueStore under this key; 32 bytes or
   * more. Needs no network, so it fits CloudFront Functions. Anyone who may read the store can sign tokens.
   */
  z.strictObject({
    type: z.literal("kvs"),
    name: z.string().regex(/^[!-~]{1,512}$/, "a key of the store: up to 512 characters, none of them a space"),
  }),
  /** A secret that is shared with the issuer (HS256), kept in SSM Parameter Store; 32 bytes or more. */
  z.strictObject({
    type: z.literal("secret"),
    parameter: z
      .string()
      .regex(/^\/[A-Za-z0-9_./-]+$/, "a parameter's full name, such as '/site/prod/members-auth/secret'"),
  }),
]);

/** The tokens that open the members' area, and the variant that each shows. */
export const config = z.strictObject({
  key,
  issuer: z.string().min(1),
  audience: z.string().min(1),
  /** How far the issuer's clock may be off: 0 to 300. */
  clockToleranceSeconds: z.number().int().min(0).max(300).default(30),
  /** A cookie that holds the token; `Authorization: Bearer` is always read, and wins. */
  cookie: token.optional(),
  /** The page that a browser without a valid token is sent to. By default it gets 401. */
  login: z
    .strictObject({
      url: z
        .string()
        .regex(/^(\/(?!\/)|https:\/\/|http:\/\/([a-z0-9-]+\.)*localhost[:/])[!-~]*$/, "a path, or an https URL")
        .refine((value) => !value.includes("#"), "has no '#': the return path follows as a query parameter"),
      /** The login page's query parameter for the way back, which is always a path of this site. */
      returnParameter: z
        .string()
        .regex(/^[A-Za-z0-9_-]+$/)
        .default("return"),
    })
    .optional(),
  /** The members' area: the behavior's path pattern without its '*'. */
  prefix: z.string().regex(/^\/([!-~]*\/)?$/, "begins and ends in '/'"),
  /** `/members/x` becomes `/members/<variant>/x`. */
  variants: z.strictObject({
    /** The token's claim that chooses. */
    claim: z.string().min(1),
    /** The variant's folder, by the claim's value. */
    values: z.record(z.string(), segment),
    /** For members whose claim is missing or has another value. */
    fallback: segment,
  }),
});

export type Config = z.output<typeof config>;
