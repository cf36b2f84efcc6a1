import { z } from "zod";

/**
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
 */
export const geoRestriction = z.strictObject({
  /** `whitelist` allows the listed countries only, `blacklist` all others. */
  restrictionType: z.enum(["whitelist", "blacklist"]),
  /** Two capital letters each, as ISO 3166-1 has them. */
  locations: z.array(z.string().regex(/^[A-Z]{2}$/, "a country is two capital letters, such as 'DE'")).min(1),
});
