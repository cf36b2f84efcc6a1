import { z } from "zod";

const path = z
  .string()
  .regex(/^\/(?!\/)[!"$->@-~]*$/, "a path that begins with one '/', percent-encoded as on the wire");

/** The object that is served for a folder. */
export const config = z.strictObject({
  /** The document's name in every folder. */
  document: z
    .string()
    .regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/, "an object's name without a slash, such as 'index.html'")
    .default("index.html"),
  /** True if a path without a slash at its end and without a file extension is a folder, too. */
  extensionless: z.boolean().default(false),
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
