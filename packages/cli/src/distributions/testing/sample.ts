import type { AttachedFunction, SynthesizedBehavior, SynthesizedDistribution } from "../model.ts";

/** A default behavior like that of a site of files, with some settings replaced. */
export function behaviorOf(replaced: Partial<SynthesizedBehavior>): SynthesizedBehavior {
  return {
    path: "*",
    isDefault: true,
    viewerProtocol: "redirect-to-https",
    methods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    origin: "pages",
    functions: [],
    cachePolicy: {
      name: "CachingOptimized",
      content: { ttl: { least: 1, byDefault: 86_400, most: 31_536_000 }, encodings: ["br", "gzip"], keyParts: [] },
    },
    keyGroups: [],
    encryptsFields: false,
    ...replaced,
  };
}

export function functionOf(replaced: Partial<AttachedFunction>): AttachedFunction {
  return {
    event: "viewer-request",
    name: "redirects",
    runtime: "cloudfront-function",
    handlers: ["redirects"],
    bytes: 1_234,
    budgetBytes: 10_240,
    viewerHeaders: [],
    includesBody: false,
    ...replaced,
  };
}

/** A distribution with files in a bucket, with some settings replaced. */
export function distributionOf(replaced: Partial<SynthesizedDistribution>): SynthesizedDistribution {
  return {
    key: "site",
    stack: "site-test",
    comment: "Site",
    isCandidate: false,
    aliases: [],
    origins: [{ id: "pages", kind: "s3", description: "S3 bucket `pages`", isSigned: true, lifetimes: [] }],
    behaviors: [behaviorOf({})],
    errorPages: [],
    ...replaced,
  };
}
