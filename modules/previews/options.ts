import { z } from "zod";
import { certificateOptions } from "../certificate/options.ts";
import { dnsRecordsOptions } from "../dns-records/options.ts";
import { arnInUsEast1, hostName } from "../forms.ts";

/**
 * Previews of pull requests on one distribution, which they share: see docs/preview.md. Their handlers run in Lambda@Edge,
 * with the origins and the cache policies of the distribution as the main branch describes it.
 */
export const previewOptions = z.strictObject({
  /**
   * The domain below which each preview has a host name: `pr-12.preview.example.com` for `preview.example.com`.
   * @default none: the header `x-featheredge-preview: pr-12` selects a preview, at the preview distribution's own name
   */
  domainName: hostName
    .refine((name) => !name.startsWith("*."), "a domain without '*.', such as 'preview.example.com'")
    .optional(),
  /**
   * A certificate of ACM that covers `*.<domainName>`: the ARN of one that exists, or the options of one that is requested
   * and validated by DNS (`{}` for the defaults).
   * @default none
   */
  certificate: z.union([arnInUsEast1("acm", "the ARN of an ACM certificate"), certificateOptions]).optional(),
  /** Route 53 records for `*.<domainName>`; `{}` for the defaults. @default none */
  dnsRecords: dnsRecordsOptions.optional(),
  /**
   * The SSM parameters that handlers of previews may read as secrets. Everyone who may push a branch to the repository
   * can read them by a pull request: name none that production has.
   * @default []
   */
  secrets: z
    .array(z.string().regex(/^\/?[\w.-]+(\/[\w.-]+)*$/, "the name of an SSM parameter, such as '/dev/token-key'"))
    .default([]),
  /** @default PriceClass_100, the cheapest */
  priceClass: z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_100"),
});

export type PreviewOptions = z.output<typeof previewOptions>;
