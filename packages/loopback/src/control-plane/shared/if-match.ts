import { CloudFrontError } from "../protocol/errors.ts";

/**
 * Refuses a change that was made against another version.
 * @throws {CloudFrontError} `InvalidIfMatchVersion` when the ETag has no ETag's form, `PreconditionFailed` when it is
 * another.
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
