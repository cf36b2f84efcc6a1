import { z } from "zod";

const path = z
  .string()
  .regex(/^\/(?!\/)[!"$->@-~]*$/, "a path that begins with one '/', percent-encoded as on the wire");

/** The page that a single-page app's routes lead to. */
export const config = z.strictObject({
  /** The app's page, which reads the route from the address. */
  page: path.regex(/[^/]$/, "a page, such as '/index.html', not a folder").default("/index.html"),
  /** Folders that are not the app's, such as '/api/'. */
  exclude: z
    .array(path.endsWith("/", "a folder ends in '/', so that '/api/' doesn't take '/apiary' with it"))
    .default([]),
  /** Extensions of files beyond the common ones, in lower case without the dot. */
  extensions: z
    .array(z.string().regex(/^[a-z0-9]+$/, "an extension in lower case without its dot, such as 'usdc'"))
    .default([]),
});

export type Config = z.output<typeof config>;
