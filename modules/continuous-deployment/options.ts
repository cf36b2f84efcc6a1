import { accountQuotas } from "@featheredge/aws-rules";
import { z } from "zod";

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment-quotas-considerations.html */
const seconds = z.number().int().min(300).max(3_600);

/**
 * The requests that a staging distribution gets: a share of them, or those with a header.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-continuous-deployment.html
 */
export const continuousDeployment = z.union([
  z.strictObject({
    /** A part of the requests, 0 to 0.15. */
    weight: z
      .number()
      .min(0)
      .max(accountQuotas.stagingTrafficPercent.value / 100),
    /**
     * Keeps a viewer at one of the two distributions by a cookie. Seconds, from 300 to 3600.
     * @default each request may go to either
     */
    sessionStickiness: z
      .strictObject({
        /** A session ends when its viewer has sent no request for this long. */
        idleTtl: seconds,
        /** A session ends after this time in any case. */
        maximumTtl: seconds,
      })
      .refine(({ idleTtl, maximumTtl }) => idleTtl <= maximumTtl, "'idleTtl' is at most 'maximumTtl'")
      .optional(),
  }),
  z.strictObject({
    header: z.strictObject({
      /** The header's name, which begins with `aws-cf-cd-`. */
      name: z.string().regex(/^aws-cf-cd-[a-z0-9-]+$/i, "a header's name that begins with 'aws-cf-cd-'"),
      value: z.string().min(1).max(1_783),
    }),
  }),
]);

export type ContinuousDeploymentOptions = z.input<typeof continuousDeployment>;
