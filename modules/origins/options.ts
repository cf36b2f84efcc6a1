import { z } from "zod";
import { apiOriginOptions } from "./api/options.ts";
import { customOriginOptions } from "./custom/options.ts";
import { functionUrlOriginOptions } from "./function-url/options.ts";
import { loadBalancerOriginOptions } from "./load-balancer/options.ts";
import { multiRegionAccessPointOriginOptions } from "./multi-region-access-point/options.ts";
import { s3OriginOptions } from "./s3/options.ts";
import { staticOriginOptions } from "./static/options.ts";
import { vpcOriginOptions } from "./vpc/options.ts";
import { websiteOriginOptions } from "./website/options.ts";

/**
 * Every kind of origin. To add one, write a folder next to this file, and a line here and in `create.ts`.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html
 */
export const originOptions = z.discriminatedUnion("type", [
  staticOriginOptions,
  s3OriginOptions,
  multiRegionAccessPointOriginOptions,
  websiteOriginOptions,
  apiOriginOptions,
  functionUrlOriginOptions,
  loadBalancerOriginOptions,
  vpcOriginOptions,
  customOriginOptions,
]);

export type OriginOptions = z.output<typeof originOptions>;
