import type * as sdk from "@aws-sdk/client-cloudfront";

/** The errors that CloudFront's model, and so its SDK, defines. */
type ModeledCode = {
  [Name in keyof typeof sdk]: (typeof sdk)[Name] extends new (
    ...parameters: never[]
  ) => sdk.CloudFrontServiceException
    ? Name
    : never;
}[keyof typeof sdk];

/**
 * Errors that CloudFront answers although its model does not define them, with their HTTP status.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html
 */
export const commonCodes = {
  InvalidationBatchAlreadyExists: 409,
  InvalidClientTokenId: 403,
  MalformedXML: 400,
  MissingAuthenticationToken: 403,
  NotImplemented: 501,
  RequestEntityTooLarge: 413,
  InternalError: 500,
} as const;

type ErrorCode = ModeledCode | keyof typeof commonCodes;

/** An error that CloudFront answers instead of running an operation. */
export class CloudFrontError extends Error {
  override readonly name = "CloudFrontError";
  readonly code: string;
  /** Set only if the status does not follow from the code. */
  readonly status: number | undefined;

  /**
   * @param code - Determines the HTTP status.
   * @param status - Only for codes that have no status in the model, such as those of injected faults.
   */
  constructor(code: ErrorCode, message: string);
  constructor(code: string, message: string, status: number);
  constructor(code: string, message: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Throws a {@link CloudFrontError} where an expression is needed. */
export function fail(code: ErrorCode, message: string): never {
  throw new CloudFrontError(code, message);
}
