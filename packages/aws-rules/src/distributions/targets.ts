import { type Diagnostic, diagnose } from "@featheredge/diagnostics";

/** The host of a bucket's REST endpoint, or of a Multi-Region Access Point. */
const bucketHost = /(^|\.)s3(?!-website|-object-lambda)[\w.-]*\.amazonaws\.com(\.cn)?$/;
const websiteHost = /\.s3-website[.-][a-z0-9-]+\.amazonaws\.com(\.cn)?$/;

/** A custom origin, or the part of it that is known. */
export interface CustomOrigin {
  readonly domainName: string;
  /** `http-only`, `https-only` or `match-viewer`. */
  readonly originProtocolPolicy?: string | undefined;
}

/**
 * Returns the reason why a host can't be a custom origin: a bucket's REST endpoint, which needs signed requests, or a
 * website endpoint that would be asked by HTTPS; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export function checkCustomOrigin({ domainName, originProtocolPolicy }: CustomOrigin): Diagnostic | undefined {
  if (websiteHost.test(domainName) && originProtocolPolicy !== "http-only") {
    return diagnose("FE-DST-102", {
      subject: domainName,
      message: `'${domainName}' is an S3 website endpoint, which has no HTTPS.`,
      fix: "Use http-only as its protocol policy or, better, the bucket itself as a private origin.",
    });
  }
  if (!bucketHost.test(domainName)) return undefined;
  return diagnose("FE-DST-101", {
    subject: domainName,
    message: `'${domainName}' is a bucket, but a custom origin gets unsigned requests, so the bucket would have to be public.`,
    fix: "Use an S3 origin with an origin access control.",
  });
}

/** Returns the reason why an origin's host leads back to its own distribution; undefined when it does not. */
export function checkOwnAlias(domainName: string, aliases: readonly string[]): Diagnostic | undefined {
  if (!aliases.some((alias) => alias.toLowerCase() === domainName.toLowerCase())) return undefined;
  return diagnose("FE-DST-103", {
    subject: domainName,
    message: `'${domainName}' is an alias of this distribution, so CloudFront would ask itself.`,
    fix: "Give the origin's server another host name, which is not an alias.",
  });
}

/**
 * Returns the reason why CloudFront rejects a web ACL: it is regional; undefined when it is not.
 *
 * @param webAcl its scope, or its ARN
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html
 */
export function checkWebAclScope(webAcl: string): Diagnostic | undefined {
  const isRegional = webAcl === "REGIONAL" || /^arn:[\w-]+:wafv2:[^:]*:[^:]*:regional\//.test(webAcl);
  const region = /^arn:[\w-]+:wafv2:([^:]*):/.exec(webAcl)?.[1] ?? "us-east-1";
  if (!isRegional && region === "us-east-1") return undefined;
  return diagnose("FE-DST-100", {
    subject: webAcl,
    message: isRegional
      ? "The web ACL is regional: its scope is REGIONAL, for load balancers and APIs."
      : `The web ACL is in ${region}.`,
    fix: "Use one with the scope CLOUDFRONT in us-east-1.",
  });
}

/**
 * Returns the diagnostic of a default root object that is not among the uploaded files. It is a warning if a function
 * may change the request for `/`, so that CloudFront may never need the object.
 */
export function missingRootObject(object: string, isRewritten: boolean): Diagnostic {
  return diagnose("FE-DST-104", {
    severity: isRewritten ? "warning" : "error",
    subject: object,
    message: object.startsWith("/")
      ? `The default root object '${object}' begins with '/', so no object has its name.`
      : `The content has no file '${object}', which is the default root object.`,
    fix: object.startsWith("/") ? "Remove the slash." : "Add the file, or name another one.",
  });
}

/** Returns the diagnostic of an error page that is not among the uploaded files. @param path such as `/404.html` */
export function missingErrorPage(path: string): Diagnostic {
  return diagnose("FE-DST-105", {
    subject: path,
    message: `The content has no file '${path.slice(1)}', which is an error page.`,
    fix: "Add the file, or name another one.",
  });
}
