import { z } from "zod";
import { orOutput, pathInside } from "../../forms.ts";
import { orReference } from "../../references.ts";
import { commonSettings, originAccessLevels, signingBehavior } from "../settings/options.ts";

const seconds = z.number().int().nonnegative();

/** `assets/**`: `*` is any characters of one folder's or file's name, `**` any characters. */
const keyPattern = z
  .string()
  .regex(/^[^/\s][^\s]*$/, "a pattern of paths without a leading slash, such as 'assets/**'");

/** Files that `featheredge content sync` keeps in the bucket: see docs/content.md. */
const syncedContent = z.strictObject({
  /** The folder that a site's build writes, relative to the repository. It need not exist when the stack is planned. */
  from: pathInside("a folder inside the repository, such as 'site/dist'"),
  /**
   * Seconds that an asset stays in the bucket after it is gone from the folder, for pages that browsers still have open.
   * @default 604800, a week
   */
  grace: seconds.default(604_800),
  /**
   * Paths of files that never change under their name. Files whose names contain a hash (`app.3f9c2a1b.js`,
   * `index-BmKx3TaZ.js`) are immutable anyway.
   * @default []
   */
  immutable: z.array(keyPattern).default([]),
  /**
   * The Cache-Control header of each kind of file. CloudFront obeys `s-maxage`, browsers `max-age`.
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
   */
  cacheControl: z
    .strictObject({
      /** @default public, max-age=31536000, immutable */
      immutable: z.string().min(1).default("public, max-age=31536000, immutable"),
      /** HTML. @default public, max-age=0, s-maxage=86400 */
      pages: z.string().min(1).default("public, max-age=0, s-maxage=86400"),
      /** All other files. @default public, max-age=600, s-maxage=86400 */
      assets: z.string().min(1).default("public, max-age=600, s-maxage=86400"),
    })
    .prefault({}),
  /** Content types by a file's extension, for those that `content sync` does not know. @default {} */
  contentTypes: z.record(z.string().regex(/^[a-z0-9]+$/, "an extension such as 'glb'"), z.string().min(3)).default({}),
  /**
   * The name of the page that handlers serve for a folder's URL: changes of `about/index.html` invalidate `/about/` and
   * `/about`, too.
   * @default index.html
   */
  indexDocument: z.string().min(1).default("index.html"),
  /**
   * More paths than this are invalidated by wildcards, which cost one path each but empty more of the cache.
   * @default 1000, the paths that are free in a month
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html
   */
  maxInvalidationPaths: z.number().int().min(1).max(3_000).default(1_000),
});

/**
 * A private S3 bucket that the stack creates.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export const staticOriginOptions = z.strictObject({
  type: z.literal("static"),
  /**
   * The bucket's files. A folder, relative to the repository, is uploaded by Terraform, which suits a few files that change
   * with the stack. `{ from: "<folder>" }` is kept in the bucket by `featheredge content sync`, with cache headers, a grace
   * period and invalidations, and Terraform does not manage the objects.
   * @default none: another pipeline fills the bucket
   */
  content: z
    .union([pathInside("a folder inside the repository, such as 'stacks/content/site'"), syncedContent])
    .optional(),
  /**
   * How S3 encrypts objects: with its own keys, or with a key of KMS. Without `kmsMasterKeyId`, the stack creates the key,
   * rotates it, and lets the distribution decrypt with it.
   * @default AES256
   */
  sseAlgorithm: z.enum(["AES256", "aws:kms"]).optional(),
  /**
   * The ARN of a key of KMS that exists. Its policy stays its owner's: the stack's output `origin_statements` has the
   * statement to add. @default none
   */
  kmsMasterKeyId: orOutput(
    orReference(z.string().regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/.+$/, "the ARN of a KMS key")),
  ).optional(),
  originAccessLevels,
  signingBehavior,
  ...commonSettings,
});
