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
  readonly code: keyof typeof schemas;

  constructor(code: keyof typeof schemas, message: string) {
    super(message);
    this.code = code;
  }

  /** As the SDK's schema of the error has it. */
  get status(): number {
    return Number(NormalizedSchema.of(schemas[this.code]).getMergedTraits().httpError ?? 400);
  }
}
