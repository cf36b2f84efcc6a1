import { z } from "zod";

/** The users who may see a site that is not public yet, and the name that browsers show for it. */
export const config = z
  .strictObject({
    /** Shown by browsers that ask for the password. */
    realm: z
      .string()
      .regex(/^[ !#-[\]-~]{1,64}$/, "up to 64 plain characters without '\"' and '\\'")
      .default("Restricted"),
    /** By user: the SHA-256, in hex, of `user:password` in UTF-8. */
    users: z
      .record(
        z.string().regex(/^[^:\p{Cc}]+$/u, "a user's name has no ':'"),
        z
          .string()
          .regex(
            /^[0-9a-f]{64}$/,
            "a SHA-256 of 'user:password' in hex, as `printf %s 'user:password' | sha256sum` prints",
          ),
      )
      .refine((users) => Object.keys(users).length > 0, "no user could come in: list one"),
  })
  // The hash covers the name, so the edge needn't know it.
  .transform(({ realm, users }) => ({
    challenge: `Basic realm="${realm}", charset="UTF-8"`,
    hashes: Object.values(users),
  }));

export type Config = z.output<typeof config>;
