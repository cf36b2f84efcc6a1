import type { Viewer } from "./types.ts";

/**
 * The headers behind each property of `request.viewer`: the behavior's cache or origin request policy must
 * include them, or the property is undefined. Viewer events have the viewer's own Accept-Language without that.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export const viewerHeaders: Readonly<Record<Exclude<keyof Viewer, "ip" | "language">, readonly string[]>> = {
  country: ["CloudFront-Viewer-Country"],
  region: ["CloudFront-Viewer-Country-Region"],
  city: ["CloudFront-Viewer-City"],
  device: [
    "CloudFront-Is-Desktop-Viewer",
    "CloudFront-Is-Mobile-Viewer",
    "CloudFront-Is-SmartTV-Viewer",
    "CloudFront-Is-Tablet-Viewer",
  ],
};
