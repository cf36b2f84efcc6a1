/** The devices that `CloudFront-Is-*-Viewer` headers distinguish. */
export type Device = "android" | "desktop" | "ios" | "mobile" | "smarttv" | "tablet";

const smartTv =
  /smart-?tv|apple ?tv|google ?tv|android tv|hbbtv|netcast|web0s|webos|tizen.*\btv\b|bravia|viera|\baft[a-z]{1,4}\b|roku|crkey/i;
const tablet = /ipad|tablet|kindle|playbook|\bsilk\b/i;
const mobile = /mobi|iphone|ipod|windows phone|blackberry|opera mini/i;

/**
 * Detects a viewer's device by its User-Agent. Some tablets are mobile, too. AWS does not publish its rules; these are
 * common patterns.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html#cloudfront-headers-device-type
 */
export function devicesOf(userAgent: string): ReadonlySet<Device> {
  const devices = new Set<Device>();
  const isAndroid = /android/i.test(userAgent);
  if (isAndroid) devices.add("android");
  if (/ip(hone|ad|od)\b/i.test(userAgent)) devices.add("ios");
  if (smartTv.test(userAgent)) {
    devices.add("smarttv");
    return devices;
  }
  const isMobile = mobile.test(userAgent);
  if (isMobile) devices.add("mobile");
  if (tablet.test(userAgent) || (isAndroid && !isMobile)) devices.add("tablet");
  if (!devices.has("mobile") && !devices.has("tablet")) devices.add("desktop");
  return devices;
}
