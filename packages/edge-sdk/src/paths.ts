const dotSegment = /(?:\/|\\|%2f|%5c)(?:\.|%2e){1,2}(?:\/|\\|%2f|%5c|$)/i;

/**
 * True if a path holds a segment `.` or `..`, in any spelling that an origin might resolve: percent-encoded, or separated
 * by a backslash or an encoded slash. Browsers resolve such segments, but other clients send them and CloudFront passes
 * them on, so the origin may serve another folder than the one at the start of the path.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4
 */
export function hasDotSegment(path: string): boolean {
  return dotSegment.test(path);
}
