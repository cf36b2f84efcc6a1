import { z } from "zod";
import { hostName, orOutput } from "../../forms.ts";
import { commonSettings, internetServer } from "../settings/options.ts";

/**
 * Any HTTP server with a public host name.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html#concept_CustomOrigin
 */
export const customOriginOptions = z.strictObject({
  type: z.literal("custom"),
  /** Its certificate must cover this name, or the viewer's host if a policy forwards `Host`. */
  domainName: orOutput(hostName),
  ...internetServer,
  ...commonSettings,
});
