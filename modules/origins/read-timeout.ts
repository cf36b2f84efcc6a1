import { distributionQuotas } from "@featheredge/aws-rules";
import { z } from "zod";

/**
 * Seconds that CloudFront waits for a response, and for each packet of it.
 * @default 30
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout
 */
export const originReadTimeout = z
  .number()
  .int()
  .min(1)
  .max(distributionQuotas.originResponseTimeoutSeconds.value)
  .default(30);
