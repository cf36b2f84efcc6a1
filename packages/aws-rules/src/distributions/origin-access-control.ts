import { pages } from "@featheredge/diagnostics";
import { readOn, type Source } from "../sources.ts";

/** The values of an origin access control's settings. */
export const originAccessControlValues = {
  originTypes: ["s3", "mediastore", "mediapackagev2", "lambda"],
  /** `always-amz-auth` is for Lambda function URLs: CloudFront signs, and passes the viewer's Authorization on. */
  signingBehaviors: ["never", "always", "no-override", "always-amz-auth"],
  /** `sigv4a` is for S3 Multi-Region Access Points. */
  signingProtocols: ["sigv4", "sigv4a"],
  ...readOn("2026-09", pages.originAccessControlApi),
} as const satisfies Source & Readonly<Record<string, unknown>>;
