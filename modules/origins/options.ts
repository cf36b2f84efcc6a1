import { z } from "zod";
import { apiOriginOptions } from "./api/options.ts";
import { customOriginOptions } from "./custom/options.ts";
import { staticOriginOptions } from "./static/options.ts";

/**
 * Every kind of origin. To add one, write a folder next to this file, and a line here and in `create.ts`.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html
 */
export const originOptions = z.discriminatedUnion("type", [staticOriginOptions, apiOriginOptions, customOriginOptions]);

export type OriginOptions = z.output<typeof originOptions>;
