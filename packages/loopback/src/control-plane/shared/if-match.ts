import { CloudFrontError } from "../protocol/errors.ts";

/**
 * Checks that a change was made to the current version of a record.
 * @throws {CloudFrontError} `InvalidIfMatchVersion` when the value is missing or not in the form of an ETag,
 * `PreconditionFailed` when it is another version's.
 */
export function checkIfMatch(ifMatch: string | undefined, record: { readonly etag: string }): void {
  if (ifMatch === undefined || !/^[A-Z0-9]+$/.test(ifMatch)) {
    throw new CloudFrontError(
      "InvalidIfMatchVersion",
      "The If-Match version is missing or not valid for the resource.",
    );
  }
  if (ifMatch !== record.etag) {
    throw new CloudFrontError(
      "PreconditionFailed",
      "The request failed because it didn't meet the preconditions in one or more request-header fields.",
    );
  }
}
