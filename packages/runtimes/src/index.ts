export { checkCloudFrontFunction } from "./cloudfront-function/gate/check.ts";
export type { Finding } from "./cloudfront-function/gate/finding.ts";
