/**
 * Headers that no function may change at viewer response: CloudFront answers 502. A name that ends in `-` stands for
 * all that begin so. `x-amz-cf-` is not among them because the handler itself leaves those alone.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html
 */
const untouchable = [
  ...["content-encoding", "content-length", "transfer-encoding", "warning", "via"],
  ...["connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection"],
  ...["trailer", "upgrade", "x-accel-", "x-cache", "x-edge-", "x-forwarded-proto", "x-real-ip"],
];

/** True if a name, or a pattern with `*` at its end, matches no header that must stay. */
export function mayStrip(pattern: string): boolean {
  const wide = pattern.endsWith("*");
  const stem = wide ? pattern.slice(0, -1) : pattern;
  return !untouchable.some(
    (name) => stem === name || (name.endsWith("-") && stem.startsWith(name)) || (wide && name.startsWith(stem)),
  );
}
