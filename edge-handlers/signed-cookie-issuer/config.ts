import { z } from "zod";

/** Gives a viewer CloudFront's signed cookies, for private content of this or another behavior. */
export const config = z.strictObject({
  /** The id of the public key, which a key group of the private behavior holds. */
  keyPairId: z.string().regex(/^[A-Z0-9]{10,20}$/, "a public key's id, such as 'K2JCJMDEHXQW5F'"),
  /** Where the private key is kept: PEM, RSA of 2,048 bits, a SecureString in SSM Parameter Store of us-east-1. */
  privateKey: z.strictObject({
    parameter: z
      .string()
      .regex(/^\/[A-Za-z0-9_./-]+$/, "a parameter's full name, such as '/site/prod/signed-cookies/private-key'"),
  }),
  /** What the cookies open: a URL of the viewer's, in which `*` is any text and `?` any character. */
  resource: z
    .string()
    .regex(
      /^https?:\/\/[A-Za-z0-9*.-]+(:\d+)?\/[!#-[\]-~]*$/,
      "an http(s) URL with a path, percent-encoded; it may have '*'",
    ),
  /** For how long: 60 seconds to 7 days. */
  lifetimeSeconds: z.number().int().min(60).max(604_800).default(3600),
  /** True if they open it for the viewer's current address only. Mobile viewers change theirs. */
  bindToAddress: z.boolean().default(false),
  cookie: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[!-:<-~]*$/, "a path, percent-encoded, without ';'")
        .default("/"),
      /** The host and all below it, if the private content has another. By default this host alone. */
      domain: z
        .string()
        .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "a host name in lower case, such as 'example.com'")
        .optional(),
    })
    .prefault({}),
  /** The query parameter with the path of this site to redirect to. */
  returnParameter: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .default("return"),
  /** Where to lead to without one. */
  location: z
    .string()
    .regex(/^\/(?!\/)[!-[\]-~]*$/, "a path that begins with one '/', percent-encoded")
    .default("/"),
});

export type Config = z.output<typeof config>;
