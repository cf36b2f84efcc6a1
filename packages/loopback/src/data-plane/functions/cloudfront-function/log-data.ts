const mostBytes = 800;

/**
 * What `cf.logCustomData` writes to an access log: URL-encoded by CloudFront, and cut at 800 bytes after that.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html#log-custom-data-method
 */
export function logField(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).slice(0, mostBytes);
}
