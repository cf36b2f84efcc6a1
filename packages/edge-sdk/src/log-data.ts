import { writeLogData } from "#runtime";

/**
 * Writes data of the handler's own to CloudFront's access logs, in the field `viewer-request-log-data` or
 * `viewer-response-log-data`. CloudFront URL-encodes it and cuts it at 800 bytes; of several calls the last one counts.
 * The logs' configuration must name the field. Lambda@Edge has no such field: there it becomes a line of the function's
 * own log.
 *
 * @param text any string; make one of an object with `JSON.stringify`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html#log-custom-data-method
 */
export function logCustomData(text: string): void {
  writeLogData(text);
}
