import { readOn } from "./sources.ts";

/** The tags that an S3 object can have, which are fewer than those of other resources, and their lengths. */
export const objectTags = {
  most: 10,
  keyCharacters: 128,
  valueCharacters: 256,
  ...readOn("2026-11", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html"),
} as const;

/** The numbers of days for which CloudWatch Logs can keep the events of a log group. */
export const logRetention = {
  days: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
  ...readOn(
    "2026-11",
    "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
  ),
} as const;

/** The comment of a distribution. AWS's SDK for JavaScript documents the same limit at `DistributionConfig.Comment`. */
export const distributionComment = {
  characters: 128,
  ...readOn("2026-11", "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html"),
} as const;
