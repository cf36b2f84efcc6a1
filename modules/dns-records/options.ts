import { z } from "zod";

/**
 * The DNS records that lead a distribution's aliases to it.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html
 */
export const dnsRecordsOptions = z.strictObject({
  /**
   * The types of records of each alias. An HTTPS record lets a viewer start with HTTPS and HTTP/3 without asking first.
   * Queries for alias records are free.
   * @default A, HTTPS, and AAAA unless `isIpv6Enabled` is false
   */
  types: z
    .array(z.enum(["A", "AAAA", "HTTPS"]))
    .min(1)
    .refine((types) => new Set(types).size === types.length, "each type once")
    .optional(),
  /**
   * Replace records that exist, for moving a name from another target. By default Terraform fails on them, so that it
   * can't take a name away from another site.
   * @default false
   */
  allowOverwrite: z.boolean().default(false),
});

export type DnsRecordsOptions = z.input<typeof dnsRecordsOptions>;
