/** Characters that a request line can't carry unencoded: controls, spaces and non-ASCII characters. */
const notPrintableAscii = /[^\x21-\x7e]+/g;

/**
 * Percent-encodes characters of a URI or query string that are not printable ASCII, as CloudFront does. Existing percent
 * signs stay.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-encoding
 */
export function encodedUri(text: string): string {
  return text.search(notPrintableAscii) < 0 ? text : text.replace(notPrintableAscii, percentEncoded);
}

function percentEncoded(text: string): string {
  return Buffer.from(text).toString("hex").toUpperCase().replace(/../g, "%$&");
}
