/** Everything that a request line can't carry as it is: controls, spaces, and what is not ASCII. */
const notOnTheWire = /[^\x21-\x7e]+/g;

/**
 * A URI or query string as CloudFront sends it: what is not printable ASCII is percent-encoded as UTF-8; what is
 * percent-encoded already stays.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-encoding
 */
export function encodedUri(text: string): string {
  return text.search(notOnTheWire) < 0 ? text : text.replace(notOnTheWire, percentEncoded);
}

function percentEncoded(text: string): string {
  return Buffer.from(text).toString("hex").toUpperCase().replace(/../g, "%$&");
}
