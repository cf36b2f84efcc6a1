import type { LambdaOrigin } from "../../base/edge-functions.ts";
import { InvalidResult } from "../failure.ts";
import { isRecord, shown } from "../returned-values.ts";

/**
 * Validates the origin that a function set.
 *
 * @throws InvalidResult if CloudFront would reject it
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-request-event
 */
export function checkOrigin(origin: unknown): LambdaOrigin {
  const { custom, s3 } = isRecord(origin) ? origin : {};
  const fields = custom ?? s3;
  if (!isRecord(fields) || (custom !== undefined && s3 !== undefined)) {
    throw new InvalidResult(
      `The function returned ${shown(origin)} for request.origin; it must have 'custom' or 's3'.`,
    );
  }
  const { domainName, path = "" } = fields;
  if (typeof domainName !== "string" || domainName === "" || domainName.length > 253) {
    throw new InvalidResult(
      `The function returned ${shown(domainName)} for the origin's domainName; it must be a domain name of at most 253 characters.`,
    );
  }
  if (typeof path !== "string" || (path !== "" && !/^\/.{0,253}[^/]$/.test(path))) {
    throw new InvalidResult(
      `The function returned ${shown(path)} for the origin's path; it must begin with '/', not end with '/', and have at most 255 characters.`,
    );
  }
  return custom === undefined ? { s3: fields } : { custom: fields };
}
