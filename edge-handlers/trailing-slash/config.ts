import { z } from "zod";

const path = z
  .string()
  .regex(/^\/(?!\/)[!"$->@-~]*$/, "a path that begins with one '/', percent-encoded as on the wire");

/** `always` if the addresses of pages end in a slash. */
export const config = z.strictObject({
  slash: z.enum(["always", "never"]),
  /** Both are permanent: browsers remember them. */
  status: z.literal([301, 308]).default(301),
  /** Folders that are left alone, such as '/api/'. */
  exclude: z
    .array(path.endsWith("/", "a folder ends in '/', so that '/api/' doesn't take '/apiary' with it"))
    .default([]),
  /** Extensions of files beyond the common ones, in lower case without the dot. */
  extensions: z
    .array(z.string().regex(/^[a-z0-9]+$/, "an extension in lower case without its dot, such as 'usdc'"))
    .default([]),
});

export type Config = z.output<typeof config>;
