import * as sdk from "@aws-sdk/client-cloudfront-keyvaluestore";
import { NormalizedSchema } from "@smithy/core/schema";

const schemas = {
  AccessDeniedException: sdk.AccessDeniedException$,
  ConflictException: sdk.ConflictException$,
  ResourceNotFoundException: sdk.ResourceNotFoundException$,
  ServiceQuotaExceededException: sdk.ServiceQuotaExceededException$,
  ValidationException: sdk.ValidationException$,
};

/** What a store's own API answers instead of doing what it was asked. */
export class KeyValueError extends Error {
  override readonly name = "KeyValueError";
  readonly code: string;
  readonly status: number;

  /**
   * @param code - The status follows from it, as the SDK's schema of the error has it.
   * @param status - For injected faults, whose codes have no status of their own.
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
