import { z } from "zod";

/** The app's page for each of its routes, by the handler in `edge-handlers/spa-fallback/`, which checks the values. */
export const singlePageApplication = z.strictObject({
  /** The app's page. @default /index.html */
  page: z.string().optional(),
  /** Folders of the behavior that are not the app's: `["/downloads/"]`. @default [] */
  exclude: z.array(z.string()).optional(),
  /** Extensions of files beyond the common ones: a path with such an extension is a file, not a route. @default [] */
  extensions: z.array(z.string()).optional(),
});

/** The one host name of a site, by the handler in `edge-handlers/canonical-host/`, which checks the values. */
export const canonicalHost = z.strictObject({
  /** One of the aliases: `www.example.com`. */
  host: z.string(),
  /** Other hosts that serve the site without a redirect, such as a preview's. @default [] */
  allow: z.array(z.string()).optional(),
  /** GET and HEAD are redirected with it, other requests with 308. @default 301 */
  status: z.literal([301, 308]).optional(),
});
