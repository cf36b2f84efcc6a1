const dotSegment = /(?:\/|\\|%2f|%5c)(?:\.|%2e){1,2}(?:\/|\\|%2f|%5c|$)/i;

/**
 * True if a path holds a segment `.` or `..`, in any spelling that an origin might resolve: percent-encoded, or parted
 * by a backslash or an encoded slash. Browsers resolve them before they ask, and CloudFront passes them on as they
 * came, so what a handler reads at the start of such a path is not what the origin may serve.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4
 */
export function hasDotSegment(path: string): boolean {
  return dotSegment.test(path);
}
