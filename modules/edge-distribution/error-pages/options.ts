import { errorCodes } from "@featheredge/aws-rules";
import { z } from "zod";
import { name } from "../../forms.ts";

const page = z.string().regex(/^\/[A-Za-z0-9._/-]+$/, "a path such as '/404.html'");

/**
 * A page, a status and a caching time for one status of an origin. It applies to every behavior of the distribution.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export const customErrorResponse = z
  .strictObject({
    /** The origin's status. */
    errorCode: z.literal(errorCodes.statuses),
    /** The status that viewers get with the page. @default `errorCode` with a page, else the origin's own */
    responseCode: z.literal([200, ...errorCodes.statuses]).optional(),
    /** The path of the page, which CloudFront gets through the behavior of this path. @default the origin's own response */
    responsePagePath: page.optional(),
    /**
     * The origin of the page, a key of the distribution's `origins`: a behavior for the page is added before all others.
     * An origin that is down can't deliver its own page for 502 or 504, and a bucket can.
     * @default the origin of the behavior that the page's path matches
     */
    origin: name.optional(),
    /**
     * Seconds for which CloudFront answers with the error before it asks the origin again.
     * @default 10, as AWS has it
     * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
     */
    errorCachingMinTtl: z.number().int().min(0).max(31_536_000).default(10),
  })
  .refine(
    ({ responsePagePath, responseCode, origin }) =>
      responsePagePath !== undefined || (responseCode === undefined && origin === undefined),
    { path: ["responsePagePath"], error: "a path, since `responseCode` and `origin` are those of a page" },
  );

export const errorPageOptions = {
  /** One entry for each status of an origin that viewers get differently. @default [] */
  customErrorResponses: z
    .array(customErrorResponse)
    .refine(
      (responses) => new Set(responses.map(({ errorCode }) => errorCode)).size === responses.length,
      "one entry for each errorCode, but two have the same",
    )
    .default([]),
  /**
   * The page that answers, with status 404, a request for an object that does not exist: short for
   * `customErrorResponses` for 403 and 404, cached for a minute. S3 answers 403 for a missing object to readers that may
   * not list the bucket, such as CloudFront.
   * @default none
   */
  notFoundPage: page.optional(),
};

export type CustomErrorResponse = z.output<typeof customErrorResponse>;
