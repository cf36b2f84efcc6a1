import * as sdk from "@aws-sdk/client-cloudfront-keyvaluestore";
import { NormalizedSchema } from "@smithy/core/schema";

const schemas = {
  AccessDeniedException: sdk.AccessDeniedException$,
  ConflictException: sdk.ConflictException$,
  ResourceNotFoundException: sdk.ResourceNotFoundException$,
  ServiceQuotaExceededException: sdk.ServiceQuotaExceededException$,
  ValidationException: sdk.ValidationException$,
};

/** An error that a store's own API answers instead of running an operation. */
export class KeyValueError extends Error {
  override readonly name = "KeyValueError";
  readonly code: string;
  readonly status: number;

  /**
   * @param code - Determines the HTTP status, by the SDK's schema of the error.
   * @param status - Only for injected faults, whose codes have no status in the model.
   */
  constructor(code: keyof typeof schemas, message: string);
  constructor(code: string, message: string, status: number);
  constructor(code: string, message: string, status = statusOf(code as keyof typeof schemas)) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

function statusOf(code: keyof typeof schemas): number {
  return Number(NormalizedSchema.of(schemas[code]).getMergedTraits().httpError ?? 400);
}
