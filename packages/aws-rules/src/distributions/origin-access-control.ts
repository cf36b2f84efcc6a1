import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
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

const multiRegionAccessPoint = /\.accesspoint\.s3-global\.amazonaws\.com$/;

/** An access control, or the part of it that is known. */
export interface AccessControlOfOrigin {
  readonly originType?: string | undefined;
  readonly signingProtocol?: string | undefined;
}

/** The hosts that each type of access control is for. */
const hosts: Readonly<Record<string, { readonly pattern: RegExp; readonly what: string; readonly fix: string }>> = {
  s3: {
    pattern: /\.s3(?!-website)[\w.-]*\.amazonaws\.com(\.cn)?$/,
    what: "the host of an S3 bucket or Multi-Region Access Point",
    fix: "A website endpoint can't have an access control: use the bucket's regional host, or none.",
  },
  lambda: {
    pattern: /^[a-z0-9]+\.lambda-url\.[a-z0-9-]+\.on\.aws$/,
    what: "the host of a Lambda function's URL",
    fix: "Name the host of the function's URL, or omit the access control.",
  },
};

/**
 * Returns the reason why an access control can't sign the requests to an origin; undefined when it can.
 *
 * @param domainName the origin's host
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-origin.html
 */
export function checkOriginAccess(
  domainName: string,
  { originType, signingProtocol }: AccessControlOfOrigin,
): Diagnostic<"FE-DST-041"> | undefined {
  const host = originType === undefined ? undefined : hosts[originType];
  if (host !== undefined && !host.pattern.test(domainName)) {
    return diagnose("FE-DST-041", {
      subject: domainName,
      message: `The access control is for ${originType} origins, and '${domainName}' is not ${host.what}.`,
      fix: host.fix,
      page: pages.originAccess,
    });
  }
  const needed = multiRegionAccessPoint.test(domainName) ? "sigv4a" : "sigv4";
  if (signingProtocol === undefined || signingProtocol === needed) return undefined;
  return diagnose("FE-DST-041", {
    subject: domainName,
    message: `The access control signs with ${signingProtocol}, but '${domainName}' takes ${needed}.`,
    fix: `Set the signing protocol to ${needed}: Multi-Region Access Points take sigv4a, and all other origins sigv4.`,
    page: pages.multiRegionAccessPoint,
  });
}
